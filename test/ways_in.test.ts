// Every combination of what a shop may choose, from the form to the signed-in page and, after the password is forgotten,
// in again.
import { describe, expect, it } from 'vitest';
import { activate, invite } from '../src/access/activation/admission.ts';
import { linkIn, postbox, type Postbox } from './support/mail.ts';
import { aCustomer, signIn } from './support/people.ts';
import { value } from './support/records.ts';
import { byStaff, withPolicies } from './support/staff.ts';
import { visitor, type Visitor } from './support/visitor.ts';

const email = 'ada.king@example.com';
const own = 'seven gulls above the harbour';
const next = 'five brass bells by the quay';
const last = 'nine copper kettles in the rain';

const combinations = (['open', 'invitation'] as const).flatMap((registration) =>
  (['email', 'admin'] as const).flatMap((activation) =>
    (['chosen', 'generated'] as const).flatMap((passwordAtRegistration) =>
      (['link', 'generated'] as const).map((forgottenPassword) => ({
        registration,
        activation,
        passwordAtRegistration,
        forgottenPassword,
      })),
    ),
  ),
);

const generatedIn = (post: Postbox) => /(?:[0-9a-z]{4}-){6}[0-9a-z]{4}/.exec(post.sent.at(-1)?.text ?? '')?.[0];
const customerId = async () => String(await value('select id from customers'));

/** Signs in with a password; one that the store made is changed to `changed` on the way. */
async function enter(browser: Visitor, typed: string, changed: string): Promise<string> {
  expect((await signIn(browser, email, typed)).status).toBe(303);
  const first = await browser.get('/account');
  if (first.status === 200) return typed;
  expect(first.location).toBe('/account/password');
  await browser.post('/account/password', { currentPassword: typed, password: changed });
  expect((await browser.get('/account')).status).toBe(200);
  return changed;
}

describe.each(combinations)(
  'registration $registration, activation $activation, password $passwordAtRegistration, forgotten $forgottenPassword',
  (policies) => {
    const { registration, activation, passwordAtRegistration, forgottenPassword } = policies;
    const isChosen = passwordAtRegistration === 'chosen';

    /** Registers in this browser and goes as far as the policies let a customer alone; returns the password to use. */
    async function register(browser: Visitor, post: Postbox): Promise<string> {
      const form = { email, name: 'Ada King', ...(isChosen ? { password: own } : {}) };
      expect((await browser.post('/register', form)).status).toBe(303);
      expect((await signIn(visitor(), email, own)).status).toBe(422);
      if (activation === 'email') {
        const made = generatedIn(post);
        expect((await browser.post(linkIn(post.sent.at(-1), '/activate/'))).status).toBe(303);
        return isChosen ? own : String(made);
      }
      expect(post.sent.at(-1)?.text).not.toMatch(/activate\/|set-password\//);
      expect((await byStaff(activate, await customerId(), 'goods', post)).result.ok).toBe(true);
      expect(post.sent.at(-1)?.subject).toBe('Your account at Harbour Goods is active');
      return isChosen ? own : String(generatedIn(post));
    }

    /** A person whom staff recorded follows the invitation. */
    async function acceptInvitation(browser: Visitor, post: Postbox): Promise<string> {
      expect((await browser.post('/register', { email, name: 'Ada King', password: own })).status).toBe(403);
      const id = await aCustomer({ email, status: 'pending', hasLogin: false });
      await byStaff(invite, id, 'goods', post);
      const link = linkIn(post.sent.at(-1), '/set-password/');
      expect((await browser.post(link, { password: own })).status).toBe(303);
      return own;
    }

    it('lets a customer in, and in again', async () => {
      await withPolicies(policies);
      const post = postbox();
      const browser = visitor({ bindings: { EMAIL: post.binding } });
      const typed = await (registration === 'open' ? register : acceptInvitation)(browser, post);
      const known = await enter(browser, typed, next);

      await browser.post('/forgot-password', { email });
      const back = visitor();
      if (forgottenPassword === 'link') {
        await back.post(linkIn(post.sent.at(-1), '/set-password/'), { password: last });
        await enter(back, last, last);
      } else {
        await enter(back, String(generatedIn(post)), last);
      }
      expect((await signIn(visitor(), email, known)).status).toBe(422);
      expect((await signIn(visitor(), email, last)).status).toBe(303);
    });
  },
);
