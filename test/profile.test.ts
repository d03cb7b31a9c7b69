// The overview of the account, and the profile that its owner changes.
import { describe, expect, it } from 'vitest';
import { aCustomer, signedIn, signIn } from './support/people.ts';
import { rows } from './support/records.ts';
import { visitor } from './support/visitor.ts';

describe('the overview', () => {
  it('greets by name, shows the name top right and five figures', async () => {
    const browser = await signedIn({ group: 'gold' });
    const { text } = await browser.get('/account');

    expect(text).toContain('Good to see you, Grace Hopper');
    expect(text).toMatch(/<summary[^>]*>\s*<span class="truncate">Grace Hopper/);
    expect([...text.matchAll(/<strong>(.*?)<\/strong> <span class="quiet">/g)].map((match) => match[1])).toEqual([
      '€0.00',
      '0',
      '10%',
      '0',
      '0',
    ]);
  });

  it("is in the store's currency and the customer's language", async () => {
    await aCustomer({ store: 'sklad', language: 'cs' });
    const browser = visitor({ store: 'sklad', language: 'en' });
    await signIn(browser);
    const { text, headers } = await browser.get('/account');

    expect(headers.get('Content-Language')).toBe('cs');
    expect(text).toContain('0,00\u00a0Kč');
  });
});

describe('the profile', () => {
  it('is changed by its owner', async () => {
    const browser = await signedIn();
    const reply = await browser.post('/account/profile', {
      name: ' Grace B. Hopper ',
      phone: '+1 202 555 0100',
      language: 'de',
    });

    expect(reply).toMatchObject({ status: 303, location: '/account/profile?saved' });
    expect(await rows('select name, phone, language from customers')).toEqual([
      { name: 'Grace B. Hopper', phone: '+1 202 555 0100', language: 'de' },
    ]);
    expect((await browser.get('/account/profile?saved')).text).toContain('Ihr Profil ist gespeichert.');
  });

  it('never changes anybody else, whatever the form says', async () => {
    const other = await aCustomer({ email: 'other@example.com', name: 'Other' });
    const browser = await signedIn();
    await browser.post('/account/profile', { id: other, customerId: other, name: 'Mine', phone: '', language: '' });

    expect(await rows('select name from customers order by name')).toEqual([{ name: 'Mine' }, { name: 'Other' }]);
  });

  it('never changes what is not on the form', async () => {
    const browser = await signedIn();
    await browser.post('/account/profile', {
      name: 'Grace',
      phone: '',
      language: '',
      email: 'stolen@example.com',
      emailKey: 'x',
      poolId: 'pol_hafen',
    });

    expect(await rows('select email, pool_id from customers')).toEqual([
      { email: 'grace@example.com', pool_id: 'pol_harbour' },
    ]);
  });

  it.each([
    [{ name: 'Grace', phone: 'call me', language: '' }, 'phone'],
    [{ name: 'x'.repeat(101), phone: '', language: '' }, 'name'],
    [{ name: 'Grace', phone: '', language: 'xx' }, 'language'],
    [{ name: 'Grace', phone: '' }, 'language'],
  ])('says what is wrong and keeps what was typed: %j', async (form, field) => {
    const browser = await signedIn();
    const reply = await browser.post('/account/profile', form);

    expect(reply.status).toBe(422);
    expect(reply.text).toContain(`id="${field}-problem"`);
    expect(reply.text).toContain(`value="${form.name}"`);
    expect(await rows('select name from customers')).toEqual([{ name: 'Grace Hopper' }]);
  });
});
