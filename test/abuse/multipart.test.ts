// The two forms with a file, sent with one thing broken; and all others, which take none. What is no form is a 400, what is another kind
// of form than the address takes a 415.
import { expect, it } from 'vitest';
import { tried, asForm, nameOf, sceneAt } from '../support/inputs/routes.ts';
import { brokenUploads } from '../support/inputs/multipart.ts';
import { overAll, type Tried } from '../support/inputs/running.ts';
import { flawAmong } from '../support/inputs/trying.ts';
import type { Route } from '../support/routes.ts';
import { png } from '../support/pictures.ts';

const runs = 500;
const runsElsewhere = 3;

async function uploadTried(route: Route, expected?: readonly number[]): Promise<Tried> {
  const scene = await sceneAt(route);
  const [[field, file] = ['picture', null]] = route.form instanceof FormData ? [...route.form] : [];
  const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : png();
  const flaw = await flawAmong(
    {
      scene,
      broken: brokenUploads(field, bytes),
      as: ({ type, ...broken }) => ({
        ...broken,
        method: 'POST',
        path: scene.place().path,
        headers: { ...asForm, 'Content-Type': type },
        ...(expected ? { expected } : {}),
      }),
      runs: expected ? runsElsewhere : runs,
    },
    nameOf(route),
  );
  return { ...scene.counts, flaw };
}

const posts = tried.filter(({ method }) => method === 'POST');
const withFile = posts.filter(({ form }) => form instanceof FormData);
const others = posts.filter(({ form }) => !(form instanceof FormData));

it('with a file', async (context) => {
  expect(await overAll(context, 'malformed uploads', withFile, (route) => uploadTried(route))).toBe('');
});

it('where no file is taken', async (context) => {
  expect(await overAll(context, 'uploads where none are taken', others, (route) => uploadTried(route, [415]))).toBe('');
});
