// Every page and every endpoint that reads something, with one parameter behind its address broken: what it filters and sorts by, the
// cursor of its list, a language, a notice. The parameters are those that the page asks for, or that the contract names.
import { expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import type { Endpoint } from '../../src/partners/contract.ts';
import { brokenQueries } from '../support/inputs/addresses.ts';
import { calledAt, keyed } from '../support/inputs/calls.ts';
import type { Input } from '../support/inputs/input.ts';
import { heardWhile } from '../support/inputs/listening.ts';
import { nameOf, sceneAt, tried } from '../support/inputs/routes.ts';
import { overAll, type Tried } from '../support/inputs/running.ts';
import { flawAmong, isTried } from '../support/inputs/trying.ts';
import type { Route } from '../support/routes.ts';

const runsOfPage = 24;
const runsOfEndpoint = 30;

/** What the page of a route asks for. */
async function pageTried(route: Route): Promise<Tried> {
  const scene = await sceneAt(route);
  const at = ({ what, query }: { what: string; query: string }): Input => {
    const [path = ''] = scene.place().path.split('?');
    return { what, method: 'GET', path: `${path}?${query}`, headers: {} };
  };
  const { parameters } = await heardWhile(() => scene.send(at({ what: 'nothing', query: '' })));
  const runs = parameters.length === 0 ? 2 : runsOfPage;
  const flaw = await flawAmong({ scene, broken: brokenQueries('', parameters), as: at, runs }, nameOf(route));
  return { ...scene.counts, flaw };
}

async function endpointTried(endpoint: Endpoint): Promise<Tried> {
  const { scene, body, renewed } = await calledAt(endpoint);
  const names = Object.keys(endpoint.query.shape);
  const as = ({ what, query }: { what: string; query: string }): Input => {
    const [path = ''] = scene.place().path.split('?');
    const headers = keyed(scene, endpoint);
    const sent = {
      what,
      method: endpoint.method.toUpperCase(),
      path: `${path}?${query}`,
      headers,
      ...expectedOf(endpoint, query),
    };
    return body === undefined ? sent : { ...sent, body: renewed(JSON.stringify(body)) };
  };
  const [, good = ''] = scene.place().path.split('?');
  const runs = names.length === 0 ? 6 : runsOfEndpoint;
  const flaw = await flawAmong({ scene, broken: brokenQueries(good, names), as, runs }, endpoint.operation);
  return { ...scene.counts, flaw };
}

/** What the contract does not take is a 422. */
function expectedOf({ query }: Endpoint, sent: string): Pick<Input, 'expected'> {
  const pairs = Map.groupBy(new URL(`http://x/?${sent}`).searchParams, ([name]) => name);
  const values = [...pairs].map(([name, all]) => [name, all.length === 1 ? all[0]?.[1] : all] as const);
  return query.safeParse(Object.fromEntries(values)).success ? {} : { expected: [422] };
}

const pages = tried.filter(({ method }) => method === 'GET');

it('of the pages', async (context) => {
  expect(await overAll(context, 'malformed parameters of pages', pages, pageTried)).toBe('');
});

it('of the partner API', async (context) => {
  expect(await overAll(context, 'malformed parameters of the API', endpoints.filter(isTried), endpointTried)).toBe('');
});
