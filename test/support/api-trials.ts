// Tests of what partners write, each request tried with everything that can go wrong with D1.
import { expect, it } from 'vitest';
import { endpoints } from '../../src/api/endpoints.ts';
import { demoStores } from '../../src/demo/shops.ts';
import { wrongWithProblem } from './calm.ts';
import { tell } from './figures.ts';
import { atStandstill } from './form-trials.ts';
import { aKey } from './partners.ts';
import { rows } from './records.ts';
import { requestFor, type Taken } from './requests/requests.ts';
import { tryAll, type Act, type Allowances } from './trials.ts';
import { visitor, type Reply } from './visitor.ts';

type Endpoint = (typeof endpoints)[number];

/** After how long a request that nobody finished may be done by the next, and a little more. */
const overMs = 61_000;

/** What may be different where a reply was lost and the request is sent again, and why. */
const allowances: Allowances = {
  // It has no Idempotency-Key; who is told of the change is told of it again.
  changeCustomer: ['outbox'],
};

/** A test for each endpoint that writes, of those that `which` says. */
export function tryRequests(which: (endpoint: Endpoint) => boolean): void {
  const writing = endpoints.filter((one) => one.act !== undefined && which(one));
  let tried = 0;
  atStandstill();

  it.each(writing)('is done once and whole, whatever D1 does: $operation', async (endpoint) => {
    const { key, partnerId } = await aKey();
    const taken = await requestFor(endpoint.operation, partnerId);
    const { faults, wrong } = await tryAll(actOf(endpoint, key, taken), allowances);
    tried += faults;

    expect(wrong).toEqual([]);
  });

  it('was tried with many failures', (context) => {
    tell(context, {
      'endpoints that write, with D1 failing at each statement and round trip': `${writing.length} × ${tried}`,
    });
    expect(tried).toBeGreaterThan(writing.length * 3);
  });
}

function actOf({ operation, method }: Endpoint, key: string, { path, body }: Taken): Act {
  const headers = {
    Authorization: `Bearer ${key}`,
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(method === 'post' ? { 'Idempotency-Key': 'the-same-each-time' } : {}),
  };
  const request = {
    method: method.toUpperCase(),
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return {
    name: operation,
    hostname: demoStores.goods.hostname,
    wrongWith: wrongWithProblem,
    sender: () => async (bindings) => {
      const send = () => visitor({ bindings, network: '10.99.0.1' }).send(`/api/v1${path}`, request);
      const reply = await send();
      if (!isInFlight(reply)) return reply;
      // As the reply says: the one before it is taken to be at work for so long, which goes by here.
      await rows('update partner_requests set claimed_at = claimed_at - ?', overMs);
      return send();
    },
  };
}

function isInFlight({ text }: Reply): boolean {
  return text.includes('"idempotency_in_flight"');
}
