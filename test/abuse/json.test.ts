// Every endpoint that takes a body, sent one with one thing broken in it, made from the schema of its contract, by a key that may do
// everything. What the schema does not take is a 422, what is no JSON a 400.
import { expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import type { Endpoint } from '../../src/partners/contract.ts';
import { brokenBodies, type BrokenBody } from '../support/inputs/json.ts';
import { calledAt, keyed } from '../support/inputs/calls.ts';
import { overAll, type Tried } from '../support/inputs/running.ts';
import { flawAmong, isTried } from '../support/inputs/trying.ts';

const runs = 110;

async function triedAt(endpoint: Endpoint): Promise<Tried> {
  const { scene, body, renewed } = await calledAt(endpoint);
  const flaw = await flawAmong<BrokenBody>(
    {
      scene,
      broken: brokenBodies(endpoint.body ?? endpoint.query, body),
      as: ({ what, text, expected }) => ({
        what,
        method: endpoint.method.toUpperCase(),
        path: scene.place().path,
        headers: keyed(scene, endpoint),
        body: typeof text === 'string' ? renewed(text) : text,
        ...(expected ? { expected } : {}),
      }),
      runs,
    },
    endpoint.operation,
  );
  return { ...scene.counts, flaw };
}

const taking = endpoints.filter(({ body }) => body !== undefined).filter(isTried);

it('is refused by its contract', async (context) => {
  expect(await overAll(context, 'malformed bodies of JSON', taking, triedAt)).toBe('');
});
