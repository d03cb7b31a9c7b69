// Every form of the product with one thing broken in it, sent by somebody who may: it is refused calmly and changes nothing, or it is
// taken for what it is.
import { expect, it } from 'vitest';
import { brokenForms, encoded } from '../support/inputs/forms.ts';
import type { Input } from '../support/inputs/input.ts';
import { heardWhile } from '../support/inputs/listening.ts';
import { asForm, nameOf, pairsOf, sceneAt, tried } from '../support/inputs/routes.ts';
import { overAll, type Tried } from '../support/inputs/running.ts';
import { told } from '../support/inputs/scenes.ts';
import { flawAmong } from '../support/inputs/trying.ts';
import { isForStaff, type Route } from '../support/routes.ts';

/** How many broken forms each route is sent; one of which only the address counts, less. */
const runs = 45;
const runsWithoutFields = 8;

async function triedAt(route: Route): Promise<Tried> {
  const scene = await sceneAt(route);
  const pairs = pairsOf(route);
  const sent = (what: string, body: string): Input => ({
    what,
    method: 'POST',
    path: scene.place().path,
    headers: asForm,
    body,
  });
  const whole = sent('nothing', encoded(pairs));
  let flaw: string | null = null;
  const heard = await heardWhile(async () => {
    flaw = await scene.flawOf(whole);
  });
  const fields = [...new Set([...pairs.map(([name]) => name), ...heard.fields])];
  const broken = {
    scene,
    broken: brokenForms(pairs, fields),
    as: ({ what, body, expected }: { what: string; body: string; expected?: readonly number[] }) => ({
      ...sent(what, body),
      ...(expected ? { expected } : {}),
    }),
    runs: fields.length === 0 ? runsWithoutFields : runs,
  };
  const found = flaw === null ? await flawAmong(broken, nameOf(route)) : told(whole, flaw);
  return { ...scene.counts, flaw: found };
}

const forms = tried.filter(({ method, form }) => method === 'POST' && !(form instanceof FormData));

it('of the shop', async (context) => {
  expect(
    await overAll(
      context,
      'malformed forms of the shop',
      forms.filter((one) => !isForStaff(one)),
      triedAt,
    ),
  ).toBe('');
});

it('of the administration', async (context) => {
  expect(await overAll(context, 'malformed forms of the administration', forms.filter(isForStaff), triedAt)).toBe('');
});
