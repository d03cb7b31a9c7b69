// Somebody who knows the old password acts with it while its owner sets a new one: verifying takes a quarter of a second, and whatever comes
// first, the intruder keeps no way in. The owner's act stands at each place in between that there is.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { aColleague, staffPassword } from '../support/colleagues.ts';
import { tell } from '../support/figures.ts';
import { linkIn, postbox } from '../support/mail.ts';
import { aCustomer, password, signIn } from '../support/people.ts';
import { rows, value } from '../support/records.ts';
import { meanwhile } from '../support/storage-faults.ts';
import { visitor, type Reply, type Visitor } from '../support/visitor.ts';

const chosen = 'five brass bells by the quay';

/** How many of the 23 were: an act may have fewer round trips than are tried, or end the link before. */
let overtaken = 0;

/** The form that sets a new password by the link that was sent. */
async function resetting(face: '' | '/admin', email: string): Promise<() => Promise<Reply>> {
  const post = postbox();
  await visitor({ bindings: { EMAIL: post.binding } }).post(`${face}/forgot-password`, { email });
  const link = linkIn(post.sent.at(-1), `${face}/set-password/`);
  return () => visitor().post(link, { password: chosen });
}

type Try = {
  what: string;
  /** Whether the intruder has signed in before. */
  isIn: boolean;
  send: (browser: Visitor) => Promise<Reply>;
};

const tries: Try[] = [
  { what: 'signs in', isIn: false, send: (browser) => signIn(browser) },
  {
    what: 'changes the password',
    isIn: true,
    send: (browser) =>
      browser.post('/account/password', { currentPassword: password, password: 'nine copper kettles in the rain' }),
  },
  {
    what: 'asks for another address',
    isIn: true,
    send: (browser) => browser.post('/account/email', { email: 'intruder@example.com', currentPassword: password }),
  },
  {
    what: 'deletes the account',
    isIn: true,
    send: (browser) => browser.post('/account/privacy/deletion', { currentPassword: password }),
  },
];

describe.each(tries)('an intruder who $what', ({ isIn, send }) => {
  it.each([1, 2, 3, 4, 5])('at round trip %i', async (trip) => {
    await aCustomer();
    const before = visitor();
    if (isIn) await signIn(before);
    const reset = await resetting('', 'grace@example.com');
    let isReset = false;
    const DB = meanwhile(trip, async () => {
      // Where the intruder was first, the link may have ended: then its owner asks for another.
      isReset = (await reset()).status === 303;
    });
    const intruder = visitor({ cookies: new Map(before.cookies), bindings: { DB } });
    const reply = await send(intruder);
    if (!isReset) return;
    overtaken += 1;

    expect(reply.status).toBeLessThan(500);
    expect((await visitor({ cookies: intruder.cookies }).get('/account')).status).toBe(303);
    expect((await visitor({ cookies: before.cookies }).get('/account')).status).toBe(303);
    expect((await signIn(visitor(), 'grace@example.com', password)).status).toBe(422);
    expect((await signIn(visitor(), 'grace@example.com', chosen)).status).toBe(303);
    const open = await rows(`select purpose from link_tokens where used_at is null and purpose <> 'email_undo'`);
    expect(open).toEqual([]);
  });
});

describe('an intruder among the staff who signs in', () => {
  it.each([1, 2, 3])('at round trip %i', async (trip) => {
    await aColleague();
    const reset = await resetting('/admin', 'owner@example.com');
    let isReset = false;
    const DB = meanwhile(trip, async () => {
      isReset = (await reset()).status === 303;
    });
    const intruder = visitor({ bindings: { DB } });
    await intruder.post('/admin/login', { email: 'owner@example.com', password: staffPassword });
    if (!isReset) return;
    overtaken += 1;

    expect((await visitor({ cookies: intruder.cookies }).get('/admin')).status).toBe(303);
    expect(await value('select count(*) from sessions where ended_at is null')).toBe(0);
  });
});

it('begins no session of which only KV knows', async () => {
  await aCustomer();
  const reset = await resetting('', 'grace@example.com');
  await signIn(visitor({ bindings: { DB: meanwhile(2, reset) } }));

  expect(await rows('select * from sessions where ended_at is null')).toEqual([]);
  const { keys } = await env.SESSIONS.list();
  for (const { name } of keys) expect(name).toMatch(/^session:/);
});

it('more than half of them were overtaken', (context) => {
  tell(context, { 'acts of an intruder that a new password overtook': overtaken });
  expect(overtaken).toBeGreaterThan(12);
});
