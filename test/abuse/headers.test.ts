// Every address of the product, asked for with one header or cookie that is odd. What a page changes is sent as another type, too.
import { expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import type { Endpoint } from '../../src/partners/contract.ts';
import { calledAt, keyed } from '../support/inputs/calls.ts';
import { encoded } from '../support/inputs/forms.ts';
import {
  brokenCookies,
  brokenHeaders,
  oddlyTyped,
  otherTypesThan,
  type BrokenHeaders,
} from '../support/inputs/headers.ts';
import type { Input } from '../support/inputs/input.ts';
import { asForm, nameOf, pairsOf, sceneAt, tried } from '../support/inputs/routes.ts';
import { overAll, type Tried } from '../support/inputs/running.ts';
import type { Scene } from '../support/inputs/scenes.ts';
import { flawAmong, isTried } from '../support/inputs/trying.ts';
import type { Route } from '../support/routes.ts';

const runs = 7;

const ownForm = /^\s*application\/x-www-form-urlencoded\s*(;|$)/i;
const ownFile = /^\s*multipart\/form-data\s*(;|$)/i;
const ownJson = /^application\/json\s*(;|$)/i;

/** What is sent to a route beside its headers. */
function sentTo(route: Route, scene: Scene) {
  const isFile = route.form instanceof FormData;
  return ({ what, headers, expected }: BrokenHeaders): Input => ({
    what,
    method: route.method,
    path: scene.place().path,
    headers: route.method === 'GET' ? headers : { ...asForm, ...headers },
    ...(route.method === 'GET' || isFile ? {} : { body: encoded(pairsOf(route)) }),
    ...(expected ? { expected } : {}),
  });
}

async function routeTried(route: Route): Promise<Tried> {
  const scene = await sceneAt(route);
  const broken = { scene, broken: brokenHeaders, as: sentTo(route, scene), runs };
  let flaw = await flawAmong(broken, nameOf(route));
  if (route.method === 'POST') {
    const own = route.form instanceof FormData ? ownFile : ownForm;
    flaw ??= await flawAmong({ ...broken, broken: otherTypesThan(own), runs: 4 }, nameOf(route));
    if (own === ownForm) flaw ??= await flawAmong({ ...broken, broken: oddlyTyped, runs: 2 }, nameOf(route));
  }
  return { ...scene.counts, flaw };
}

async function cookiesTried(route: Route): Promise<Tried> {
  const scene = await sceneAt(route);
  const as = sentTo(route, scene);
  const flaw = await flawAmong(
    {
      scene,
      broken: brokenCookies,
      as: (cookies) => ({ ...as(cookies(scene.place().cookies)), isAnonymous: true }),
      runs,
    },
    nameOf(route),
  );
  return { ...scene.counts, flaw };
}

async function endpointTried(endpoint: Endpoint): Promise<Tried> {
  const { scene, body, renewed } = await calledAt(endpoint);
  const as = ({ what, headers, expected }: BrokenHeaders): Input => ({
    what,
    method: endpoint.method.toUpperCase(),
    path: scene.place().path,
    headers: { ...keyed(scene, endpoint), ...headers },
    ...(body === undefined ? {} : { body: renewed(JSON.stringify(body)) }),
    ...(expected ? { expected } : {}),
  });
  let flaw = await flawAmong({ scene, broken: brokenHeaders, as, runs: runs * 2 }, endpoint.operation);
  if (body !== undefined) {
    flaw ??= await flawAmong({ scene, broken: otherTypesThan(ownJson), as, runs: 4 }, endpoint.operation);
  }
  return { ...scene.counts, flaw };
}

it('headers of pages', async (context) => {
  expect(await overAll(context, 'malformed headers of pages', tried, routeTried)).toBe('');
});

it('cookies of pages', async (context) => {
  expect(await overAll(context, 'malformed cookies', tried, cookiesTried)).toBe('');
});

it('headers of the partner API', async (context) => {
  expect(await overAll(context, 'malformed headers of the API', endpoints.filter(isTried), endpointTried)).toBe('');
});
