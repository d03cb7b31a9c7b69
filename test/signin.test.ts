// Signing in: where it leads, what a failure tells, how often one may try, and what the stores of a pool share.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { hashPassword, isOutdated, verifyPassword } from '../src/credentials/hashing.ts';
import { activate } from '../src/access/activation/admission.ts';
import { postbox } from './support/mail.ts';
import { fastest } from './support/likeness.ts';
import { aCustomer, password, signedIn, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { withWholeWork } from './support/scrypt.ts';
import { byStaff, withPolicies } from './support/staff.ts';
import { visitor, type Reply } from './support/visitor.ts';

describe('signing in', () => {
  it('leads to the account, or to where the visitor came from', async () => {
    await aCustomer();

    expect(await signIn(visitor())).toMatchObject({ status: 303, location: '/account' });
    const reply = await visitor().post('/login', { email: 'grace@example.com', password, next: '/account/profile' });
    expect(reply.location).toBe('/account/profile');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/%0d\n/x', ''])(
    'never leads to another site: %j',
    async (next) => {
      await aCustomer();
      const reply = await visitor().post('/login', { email: 'grace@example.com', password, next });
      expect(reply.location).toBe('/account');
    },
  );

  it('takes the address in any case and with spaces, and the password in any Unicode form', async () => {
    await aCustomer({ email: 'grace@example.com' });
    expect((await signIn(visitor(), '  GRACE@Example.com ')).status).toBe(303);

    const hash = await hashPassword('pr\u030cistav u sedmi kotev');
    expect(await verifyPassword('p\u0159istav u sedmi kotev', hash)).toBe(true);
  });

  it('sets a cookie that is bound to the host and hidden from scripts', async () => {
    await aCustomer();
    const cookie = (await signIn(visitor())).headers.getSetCookie()[0] ?? '';

    expect(cookie).toMatch(/^__Host-customer=cus_[0-9a-z]{26}\.[\w-]{43};/);
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(part);
    expect(cookie).not.toContain('Domain');
  });

  it('starts a new session each time and ends the one that the browser brought', async () => {
    const browser = await signedIn();
    const first = new Map(browser.cookies);
    await signIn(browser);

    expect(browser.cookies.get('__Host-customer')).not.toBe(first.get('__Host-customer'));
    expect((await visitor({ cookies: first }).get('/account')).status).toBe(303);
    expect((await browser.get('/account')).status).toBe(200);
  });

  it(
    'makes the hash again when the parameters have risen',
    withWholeWork(async () => {
      await aCustomer();
      const older = '$scrypt$ln=10,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$' + (await oldHash(password));
      await env.DB.prepare('update logins set password_hash = ?').bind(older).run();

      expect((await signIn(visitor())).status).toBe(303);
      const renewed = String(await value('select password_hash from logins'));
      expect(isOutdated(renewed)).toBe(false);
      expect(await verifyPassword(password, renewed)).toBe(true);
    }),
  );
});

describe('a sign-in that fails', () => {
  it(
    'says the same, does the same and takes as long, whatever the reason',
    // What else the machine does now and then takes its time; what differs each time is of ours.
    { retry: 2 },
    withWholeWork(async () => {
      await aCustomer({ email: 'active@example.com' });
      await aCustomer({ email: 'pending@example.com', status: 'pending' });
      await aCustomer({ email: 'denied@example.com', status: 'denied' });
      await aCustomer({ email: 'contact@example.com', hasLogin: false });
      const attempts: Record<string, [string, string]> = {
        unknown: ['nobody@example.com', password],
        wrong: ['active@example.com', 'not the password at all'],
        pending: ['pending@example.com', password],
        denied: ['denied@example.com', password],
        contact: ['contact@example.com', password],
      };
      await signIn(visitor(), 'warm@example.com');

      const replies: Record<string, string> = {};
      for (const [reason, [email, typed]] of Object.entries(attempts)) {
        replies[reason] = compared(await signIn(visitor(), email, typed), email);
      }
      const times: Record<string, number> = await fastest(
        Object.fromEntries(
          Object.entries(attempts).map(([reason, [email, typed]]) => [reason, () => signIn(visitor(), email, typed)]),
        ),
      );

      expect(new Set(Object.values(replies)).size).toBe(1);
      const unknown = times.unknown ?? 0;
      for (const ms of Object.values(times)) expect(ms / unknown).toBeGreaterThan(0.6);
      for (const ms of Object.values(times)) expect(ms / unknown).toBeLessThan(1.6);
      expect(await rows('select * from sessions')).toEqual([]);
    }),
  );

  it('is throttled after ten tries from one network, before any hashing, and the owner still gets in from elsewhere', async () => {
    await aCustomer();
    const attacker = visitor({ network: '198.51.100.9' });
    const statuses: number[] = [];
    for (let count = 0; count < 30; count += 1) {
      statuses.push((await signIn(attacker, 'grace@example.com', `guess number ${count}`)).status);
    }

    expect(statuses.slice(0, 10).every((status) => status === 422)).toBe(true);
    expect(statuses.slice(10).every((status) => status === 429)).toBe(true);
    expect((await signIn(attacker)).status).toBe(429);
    expect((await signIn(visitor({ network: '203.0.113.5' }))).status).toBe(303);
  });

  it('is throttled per network for an account in IPv6 by the first half of the address', async () => {
    await aCustomer();
    for (let count = 0; count < 10; count += 1) {
      await signIn(visitor({ network: `2001:db8:1:2::${count}` }), 'grace@example.com', 'a wrong password');
    }

    expect((await signIn(visitor({ network: '2001:db8:1:2:ffff::1' }))).status).toBe(429);
    expect((await signIn(visitor({ network: '2001:db8:1:3::1' }))).status).toBe(303);
  });

  it('forgets the tries after a success and after the window', async () => {
    await aCustomer();
    const network = '198.51.100.10';
    for (let count = 0; count < 9; count += 1) await signIn(visitor({ network }), 'grace@example.com', 'wrong one');
    expect((await signIn(visitor({ network }))).status).toBe(303);
    for (let count = 0; count < 11; count += 1) await signIn(visitor({ network }), 'grace@example.com', 'wrong one');
    expect((await signIn(visitor({ network }))).status).toBe(429);

    await env.DB.prepare('update throttles set ends_at = ?').bind(Date.now()).run();
    expect((await signIn(visitor({ network }))).status).toBe(303);
  });
});

describe('the stores of a pool', () => {
  it('share the account: whoever is active at Harbour Goods signs in at Harbour Outlet', async () => {
    await aCustomer({ store: 'goods' });
    const browser = visitor({ store: 'outlet' });

    expect((await signIn(browser)).status).toBe(303);
    expect((await browser.get('/account')).text).toContain('Grace Hopper');
  });

  it('share it only with who was let in: pending or denied elsewhere opens nothing', async () => {
    await aCustomer({ store: 'goods', status: 'pending' });

    expect((await signIn(visitor({ store: 'outlet' }))).status).toBe(422);
  });

  it('keep their own doors: where staff activate, a first sign-in waits for them, once', async () => {
    await withPolicies(
      {
        activation: 'admin',
        email: { senderAddress: 'hello@harbour-outlet.example', ownerAddresses: ['owner@harbour.example'] },
      },
      'outlet',
    );
    await aCustomer({ store: 'goods' });
    const post = postbox();
    const browser = visitor({ store: 'outlet', bindings: { EMAIL: post.binding } });

    for (let count = 0; count < 2; count += 1) expect((await signIn(browser)).status).toBe(422);
    expect(await rows(`select status from memberships where store_id = 'sto_harbour_outlet'`)).toEqual([
      { status: 'pending' },
    ]);
    expect(post.sent.map((mail) => mail.to).toSorted()).toEqual(['grace@example.com', 'owner@harbour.example']);
    await byStaff(activate, String(await value('select id from customers')), 'outlet');
    expect((await signIn(browser)).status).toBe(303);
  });

  it('keep their own doors: where one is invited, a sign-in opens nothing', async () => {
    await withPolicies({ registration: 'invitation' }, 'outlet');
    await aCustomer({ store: 'goods' });

    expect((await signIn(visitor({ store: 'outlet' }))).status).toBe(422);
    expect(await value('select count(*) from memberships')).toBe(1);
  });

  it('keep a denial to the store that said it', async () => {
    await aCustomer({ store: 'goods' });
    await signIn(visitor({ store: 'outlet' }));
    await env.DB.prepare(`update memberships set status = 'denied' where store_id = 'sto_harbour_goods'`).run();

    expect((await signIn(visitor({ store: 'goods' }))).status).toBe(422);
    expect((await signIn(visitor({ store: 'outlet' }))).status).toBe(303);
  });

  it('share it with nobody else: at Hafen Handel the account does not exist', async () => {
    await aCustomer({ store: 'goods' });

    expect((await signIn(visitor({ store: 'trade' }))).status).toBe(422);
  });
});

function compared({ status, headers, text }: Reply, email: string): string {
  const named = [...headers].filter(([name]) => name !== 'x-request-id');
  return JSON.stringify([status, named, text])
    .replaceAll(/nonce[-=][^' >]+/g, 'nonce')
    .replaceAll(email, 'the address');
}

async function oldHash(typed: string): Promise<string> {
  const { scryptSync } = await import('node:crypto');
  return scryptSync(typed, Buffer.from('saltsaltsaltsalt'), 32, { N: 2 ** 10, r: 8, p: 1 })
    .toString('base64')
    .replace(/=+$/, '');
}
