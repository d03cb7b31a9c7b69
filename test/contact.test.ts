// Where somebody who has found a hole can say so.
import { expect, it } from 'vitest';
import { visitor } from './support/visitor.ts';

const place = '/.well-known/security.txt';
const fieldsOf = (text: string) =>
  Object.fromEntries(
    text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/: (.*)/, 2)),
  );

it('each store names the contact of the deployment, for a month', async () => {
  const bindings = { SECURITY_CONTACT: 'mailto:security@example.com' };
  const reply = await visitor({ store: 'trade', bindings }).get(place);
  const { Expires: expires, ...fields } = fieldsOf(reply.text);

  expect(reply.headers.get('Content-Type')).toMatch(/^text\/plain; ?charset=utf-8$/i);
  expect(fields).toEqual({
    Contact: 'mailto:security@example.com',
    'Preferred-Languages': 'de, en',
    Canonical: `http://trade.localhost:8787${place}`,
  });
  expect((Date.parse(String(expires)) - Date.now()) / 86_400_000).toBeCloseTo(30, 1);
});

it.each([undefined, '', 'security@example.com', 'mailto:a@example.com\nContact: mailto:b@example.com'])(
  'without an address of the kind there is nothing: %j',
  async (SECURITY_CONTACT) => {
    const bindings = SECURITY_CONTACT === undefined ? {} : { SECURITY_CONTACT };
    expect((await visitor({ bindings }).get(place)).status).toBe(404);
  },
);
