// How staff let people in: activating who has registered, and inviting who is on record.
import { describe, expect, it } from 'vitest';
import { activate, invite } from '../src/access/activation/admission.ts';
import { linkIn, postbox } from './support/mail.ts';
import { aCustomer, signIn } from './support/people.ts';
import { rows, value } from './support/records.ts';
import { byStaff, withPolicies } from './support/staff.ts';
import { visitor } from './support/visitor.ts';

describe('staff activate', () => {
  it('who registered with a password of their own, and tell them', async () => {
    const id = await aCustomer({ status: 'pending' });
    const { result, sent } = await byStaff(activate, id);

    expect(result.ok).toBe(true);
    expect(sent.map((mail) => mail.subject)).toEqual(['Your account at Harbour Goods is active']);
    expect((await signIn(visitor())).status).toBe(303);
  });

  it('who has no password, by a link to choose one', async () => {
    const id = await aCustomer({ status: 'pending', hasLogin: false });
    const { sent } = await byStaff(activate, id);
    await visitor().post(linkIn(sent[0], '/set-password/'), { password: 'five brass bells by the quay' });

    expect((await signIn(visitor(), 'grace@example.com', 'five brass bells by the quay')).status).toBe(303);
  });

  it('once, also when two do it at the same time: one message, one password', async () => {
    await withPolicies({ passwordAtRegistration: 'generated' });
    const id = await aCustomer({ status: 'pending', hasLogin: false });
    const post = postbox();
    const results = await Promise.all([1, 2, 3].map(() => byStaff(activate, id, 'goods', post)));

    expect(results.filter(({ result }) => result.ok)).toHaveLength(1);
    expect(post.sent).toHaveLength(1);
    const made = /(?:[0-9a-z]{4}-){6}[0-9a-z]{4}/.exec(post.sent[0]?.text ?? '')?.[0] ?? '';
    expect((await signIn(visitor(), 'grace@example.com', made)).status).toBe(303);
  });

  it.each(['active', 'denied'] as const)('nobody who is %s', async (status) => {
    const id = await aCustomer({ status });
    const { result, sent } = await byStaff(activate, id);

    expect(result).toEqual({ ok: false, problem: 'not_pending' });
    expect(sent).toEqual([]);
  });

  it('nobody of another store', async () => {
    const id = await aCustomer({ store: 'trade', status: 'pending' });

    expect((await byStaff(activate, id, 'goods')).result).toEqual({ ok: false, problem: 'not_found' });
    expect(await value('select status from memberships')).toBe('pending');
  });
});

it('whoever registers again while staff have not decided is told that they still wait', async () => {
  await withPolicies({ activation: 'admin' });
  const form = { email: 'ada.king@example.com', password: 'seven gulls above the harbour', name: 'Ada King' };
  const post = postbox();
  for (let count = 0; count < 2; count += 1)
    await visitor({ bindings: { EMAIL: post.binding } }).post('/register', form);

  expect(post.sent.map((mail) => mail.subject)).toEqual([
    'We received your registration at Harbour Goods',
    'We received your registration at Harbour Goods',
  ]);
  expect(await value('select count(*) from logins')).toBe(1);
});

describe('staff invite', () => {
  it('a person on record, who is a customer once the password is chosen', async () => {
    const id = await aCustomer({ status: 'pending', hasLogin: false });
    const { sent } = await byStaff(invite, id);
    expect(sent[0]?.text).toContain('The link works for 7 days');
    await visitor().post(linkIn(sent[0], '/set-password/'), { password: 'five brass bells by the quay' });

    expect(await rows('select status from memberships')).toEqual([{ status: 'active' }]);
  });

  it('and whoever lost the invitation gets it once more, by the same form as a forgotten password', async () => {
    const id = await aCustomer({ status: 'pending', hasLogin: false });
    await byStaff(invite, id);
    const post = postbox();
    await visitor({ bindings: { EMAIL: post.binding } }).post('/forgot-password', { email: 'grace@example.com' });

    expect(post.sent.map((mail) => mail.subject)).toEqual(['Your account at Harbour Goods is ready for you']);
  });

  it.each([
    [{}, 'has_login'],
    [{ status: 'denied', hasLogin: false }, 'denied'],
  ] as const)('nobody like %j', async (traits, problem) => {
    const id = await aCustomer(traits);

    expect((await byStaff(invite, id)).result).toEqual({ ok: false, problem });
  });
});
