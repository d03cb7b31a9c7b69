// Every address of the product with one thing broken in its path, asked for by somebody who may use it and by somebody who has not signed
// in: ids of another kind or of none, dots, slashes, NULs and letters in every encoding.
import { expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import type { Endpoint } from '../../src/partners/contract.ts';
import { brokenPaths } from '../support/inputs/addresses.ts';
import { calledAt, keyed } from '../support/inputs/calls.ts';
import { encoded } from '../support/inputs/forms.ts';
import { asForm, nameOf, pairsOf, sceneAt, tried } from '../support/inputs/routes.ts';
import { overAll, type Tried } from '../support/inputs/running.ts';
import { flawAmong, isTried } from '../support/inputs/trying.ts';
import type { Route } from '../support/routes.ts';

const runsWithId = 22;
const runsWithout = 6;

async function routeTried(route: Route): Promise<Tried> {
  const scene = await sceneAt(route);
  const rest = route.method === 'GET' ? { headers: {} } : { headers: asForm, body: encoded(pairsOf(route)) };
  let turn = 0;
  const flaw = await flawAmong(
    {
      scene,
      broken: brokenPaths(route.path),
      as: (address) => ({
        ...address(scene.place().path),
        method: route.method,
        ...rest,
        isAnonymous: (turn += 1) % 5 === 0,
      }),
      runs: route.path.includes(':') ? runsWithId : runsWithout,
    },
    nameOf(route),
  );
  return { ...scene.counts, flaw };
}

async function endpointTried(endpoint: Endpoint): Promise<Tried> {
  const { scene, body, renewed } = await calledAt(endpoint);
  const flaw = await flawAmong(
    {
      scene,
      broken: brokenPaths(`/api/v1${endpoint.path}`),
      as: (address) => ({
        ...address(scene.place().path),
        method: endpoint.method.toUpperCase(),
        headers: keyed(scene, endpoint),
        ...(body === undefined ? {} : { body: renewed(JSON.stringify(body)) }),
      }),
      runs: endpoint.path.includes('{') ? runsWithId : runsWithout,
    },
    endpoint.operation,
  );
  return { ...scene.counts, flaw };
}

it('of the pages', async (context) => {
  expect(await overAll(context, 'malformed paths of pages', tried, routeTried)).toBe('');
});

it('of the partner API', async (context) => {
  expect(await overAll(context, 'malformed paths of the API', endpoints.filter(isTried), endpointTried)).toBe('');
});
