// Every message as it comes with the product, filled in with little and with much: it says in text what it says in HTML, looks right
// where people read it, and takes what people are called as words, whatever those look like.
import { caniemail } from 'caniemail';
import { describe, expect, it } from 'vitest';
import type { MessageName } from '../../src/messages/outbox.ts';
import { render, type Mail } from '../../src/messages/render.ts';
import { samplesIn, type Sample } from '../../src/messages/templates/samples.ts';
import { sizes } from '../../src/messages/templates/tellings.ts';
import { defaultTemplate } from '../../src/messages/templates/templates.ts';
import { policiesSchema } from '../../src/stores/policies.ts';
import type { Store } from '../../src/stores/stores.ts';
import { languages, type Language } from '../../src/web/i18n.ts';

const clients: Parameters<typeof caniemail>[0]['clients'] = [
  'apple-mail.*',
  'gmail.*',
  'outlook.*',
  'yahoo.*',
  'samsung-email.*',
  'thunderbird.macos',
  'protonmail.*',
];

/** Features whose absence changes nothing about how a message reads. */
const harmless = new Set(['<body> element', 'role attribute', 'text-decoration', 'height property', 'word-break']);

const store: Store = {
  id: 'sto_harbour_goods',
  poolId: 'pol_harbour',
  name: 'Harbour <Goods> & Co',
  origin: 'https://shop.example',
  currency: 'EUR',
  languages: ['en', 'de', 'cs'],
  timeZone: 'Europe/Dublin',
  policies: policiesSchema.parse({
    email: { senderAddress: 'hello@shop.example' },
    shop: {
      address: 'Harbour <Goods> & Co, 4 Custom House Quay, Dublin',
      logo: { picture: 'logo.png', width: 160, height: 40 },
    },
  }),
  updatedAt: 1,
  links: [],
};

const names = Object.keys(samplesIn('en', 'usual')) as MessageName[];

/** What happens to an order is one message of many: each event of it, and each way of paying, is looked at. */
const others: { [Name in MessageName]?: Partial<Sample<Name>>[] } = {
  order_status: [{ event: 'paid' }, { event: 'shipped' }, { event: 'cancelled' }, { event: 'refunded' }],
  order_confirmation: [{ due: '', by: 'cash_on_delivery' }],
};

function mailsOf(name: MessageName, language: Language, change: object = {}): Mail[] {
  return [{}, ...(others[name] ?? [])].flatMap((other) =>
    sizes.map((size) =>
      render(
        store,
        defaultTemplate(name, language),
        language,
        { ...samplesIn(language, size)[name], ...other, ...change },
        'ada@example.com',
      ),
    ),
  );
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&#34;': '"', '&#39;': "'" };

function unescaped(html: string): string {
  return html.replaceAll(/&(?:lt|gt|amp|#34|#39);/g, (entity) => entities[entity] ?? entity);
}

/** The words of the HTML part in paragraphs; a link is its words and then its address, unless they are the same. */
function paragraphsOf({ html }: Mail): string[] {
  const body = /<\/td><\/tr>\s*<tr><td[^>]*>(.*)<\/table>\s*<\/td><\/tr><\/table>/s.exec(html)?.[1] ?? '';
  return body
    .replaceAll(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/gs, (_, to: string, words: string) =>
      words === to ? to : `${words} ${to}`,
    )
    .split(/<\/p>|<\/table>|<\/td><\/tr>\s*<tr>(?=<td style="padding:16px)/)
    .map((one) => wordsOf(unescaped(one.replaceAll(/<[^>]*>/g, ' '))))
    .filter((one) => one !== '');
}

/** What is read aloud: no white space, and no colon, which stands for the layout of the other part. */
function wordsOf(text: string): string {
  return text.replaceAll(/[\s:]+/g, '');
}

describe.each(names)('%s', (name) => {
  it.each(languages)('says the same as HTML and as text, in %s', (language) => {
    for (const mail of mailsOf(name, language)) {
      const paragraphs = mail.text.split(/\n\n/).map((one) => wordsOf(one.replace(/^-- $/m, '')));
      expect(paragraphs).toEqual(paragraphsOf(mail));
      expect(mail.text.replace('\n-- \n', '\n--\n')).not.toMatch(/\n{3}|[ \t]$|^[ \t]/m);
      expect(mail.html).not.toMatch(/<(p|td|a|strong)[^>]*>\s*<\/\1>/);
      expect(mail.html).toContain(`<html lang="${language}">`);
      for (const [table] of mail.html.matchAll(/<table[^>]*>/g)) expect(table).toContain('role="presentation"');
      for (const part of [mail.subject, mail.html, mail.text]) expect(part).not.toMatch(/undefined|null|NaN|\[object/);
    }
  });

  it.each(languages)('is understood by the common mail clients, in %s', (language) => {
    const html = mailsOf(name, language).at(2)?.html ?? '';
    const { errors } = caniemail({ clients, html }).issues;
    const missing = [...(errors ?? [])].flatMap(([client, issues]) => issues.map(({ title }) => `${client}: ${title}`));
    expect(missing.filter((one) => !harmless.has(one.split(': ')[1] ?? ''))).toEqual([]);
  });

  it('says literally what people are called', () => {
    for (const called of [
      '{{ 7 | times: 7 }}',
      "{% include 'x' %}",
      '<script>alert(1)</script>',
      'Ada\r\nBcc: eve@x.example',
    ]) {
      const words = { name: called, inviter: called, product: called, form: called, stores: called };
      for (const language of languages) {
        const sample: object = samplesIn(language, 'usual')[name];
        const change = Object.fromEntries(Object.entries(words).filter(([key]) => key in sample));
        const [, mail] = mailsOf(name, language, change);
        if (!mail) throw new Error('no mail');
        const times = Object.keys(change).length;
        // A name has no lines of its own, which would stand there as if the shop had written them.
        const line = called.replaceAll(/[\r\n]+/g, ' ');
        expect(unescaped(mail.html).split(line).length - 1).toBeGreaterThanOrEqual(times);
        expect(mail.text.split(line).length - 1).toBeGreaterThanOrEqual(times);
        expect(mail.html).not.toContain('<script');
        expect(mail.subject).not.toMatch(/[\r\n]/);
      }
    }
  });
});
