// Texts of a store's own: what is refused before it is saved, with its place; and that nothing that staff write keeps a Worker busy.
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { languages } from '../src/web/i18n.ts';
import { flawsIn, type Flaw } from '../src/messages/templates/checking.ts';
import type { Parts } from '../src/messages/templates/parts.ts';
import { defaultParts } from '../src/messages/templates/templates.ts';
import { messageNames } from '../src/messages/templates/variables.ts';
import type { MessageName } from '../src/messages/outbox.ts';
import { sceneAt } from './support/orders.ts';
import { withPolicies } from './support/staff.ts';

const confirmation = defaultParts('order_confirmation', 'en');

async function flaws(change: Partial<Parts>, name: MessageName = 'order_confirmation'): Promise<Flaw[]> {
  const { store } = await sceneAt();
  return flawsIn(store, name, { ...defaultParts(name, 'en'), ...change });
}

it.each(languages)('every default text in %s may be saved as the store’s own', async (language) => {
  const { store } = await sceneAt();
  const refused = messageNames.flatMap((name) =>
    flawsIn(store, name, defaultParts(name, language)).map((flaw) => ({ name, ...flaw })),
  );
  expect(refused).toEqual([]);
});

const doubling = (tag: string) => `{% assign a = '${'x'.repeat(99)}' %}${tag.repeat(60)}{{ a }}`;
const loops = (depth: number, inner = '') =>
  `${'{% for a in lines %}'.repeat(depth)}${inner}${'{% endfor %}'.repeat(depth)}`;

const bombs: [string, string][] = [
  ['loops in loops', loops(20, 'x')],
  ['loops in loops that write nothing', loops(20)],
  ['loops around a long condition', loops(14, `{% if ${'total == tax or '.repeat(900)} tax == 1 %}{% endif %}`)],
  [
    'loops around a long choice',
    loops(14, `{% case total %}{% when ${Array(7000).fill('1').join(',')} %}x{% endcase %}`),
  ],
  ['a huge range', '{% for a in (1..1000000000) %}x{% endfor %}'],
  ['a huge range that is given a name', '{% assign a = (1..1000000000) %}{{ a | join }}'],
  ['numbers that grow', `{% assign a = 9 %}${'{% assign a = a | times: a %}'.repeat(500)}{{ a }}`],
  ['a text that doubles', doubling('{% assign a = a | append: a %}')],
  ['a text that is replaced by itself', doubling(`{% assign a = a | replace: 'x', a %}`)],
  ['a text that is taken apart', doubling(`{% assign b = a | split: '' %}{% assign a = b | join: a %}`)],
  ['a capture', '{% capture a %}xx{% endcapture %}{% capture a %}{{ a }}{{ a }}{% endcapture %}'],
  ['tags in tags', `${'{% if total %}'.repeat(1200)}${'{% endif %}'.repeat(1200)}`],
  ['brackets in brackets', `{{ ${'total['.repeat(3000)} }}`],
  ['a megabyte', 'x'.repeat(1_000_000)],
  ['includes of itself', `{% include 'html' %}{% render 'html' %}{% layout 'html' %}`],
  ['a slow pattern', `{{ '${'<'.repeat(9000)}' | strip_html }}`],
  ['many names', Array.from({ length: 700 }, (_, index) => `{% assign a${index} = total %}`).join('') + loops(14)],
  ['rows of a table', '{% tablerow a in lines cols: 2 %}x{% endtablerow %}'],
  ['a very long output', loops(14, 'x'.repeat(9000))],
  ['a long output of a long value', loops(14, '{{ total }}'.repeat(900))],
  ['what every object has', '{{ total | constructor }}{{ total | toString }}'],
];

describe('a template that would never end', () => {
  it.each(bombs)('is refused within a second: %s', async (_, html) => {
    const from = await clock();
    const found = await flaws({ html });
    expect((await clock()) - from).toBeLessThan(1000);
    expect(found.length).toBeGreaterThan(0);
  });

  /** Time goes on with storage only. */
  async function clock(): Promise<number> {
    await env.DB.prepare('select 1').run();
    return Date.now();
  }
});

describe('a text is refused, with the place', () => {
  it.each<[string, Partial<Parts>, Partial<Flaw>, MessageName?]>([
    ['Liquid that is not closed', { text: 'Hello\n{{ name' }, { part: 'text', problem: 'not_closed', line: 2 }],
    ['a tag that is not closed', { text: 'Hello\n\n{% if name %}x' }, { problem: 'not_closed', line: 3 }],
    ['Liquid that says nothing', { text: '{% if == %}x{% endif %}{% assign %}' }, { problem: 'syntax', line: 1 }],
    [
      'an unknown tag',
      { html: '<p>\n{% capture a %}x{% endcapture %}</p>' },
      { problem: 'tag_unknown', what: 'capture' },
    ],
    ['an unknown filter', { html: '{{ name | raw }}' }, { problem: 'filter_unknown', what: 'raw' }],
    [
      'an unknown variable',
      { subject: 'x {{ nmae }}' },
      { part: 'subject', problem: 'variable_unknown', what: 'nmae' },
    ],
    ['an unknown value of a line', { text: '{% for a in lines %}{{ a.sku }}{% endfor %}' }, { what: 'lines[].sku' }],
    ['a group as a text', { text: '{{ shipping }}' }, { problem: 'variable_unknown', what: 'shipping' }],
    ['a name that is a value', { text: '{{ lines[name] }}' }, { problem: 'dynamic' }],
    ['a secret in the subject', { subject: '{{ secret.token }}' }, { problem: 'secret_in_subject' }, 'set_password'],
    [
      'a secret of another message',
      { text: '{{ secret.token }}' },
      { problem: 'secret_unknown', what: 'secret.token' },
    ],
    [
      'a secret under another name',
      { text: '{% assign a = secret %}{{ a.token }}' },
      { what: 'secret' },
      'set_password',
    ],
    ['no link in one part', { text: 'Hello' }, { part: 'text', problem: 'link_missing' }, 'set_password'],
    [
      'a link on one way only',
      { text: '{% if name != "" %}{{ store.origin }}/set-password/{{ secret.token }}{% endif %}' },
      { part: 'text', problem: 'link_missing' },
      'set_password',
    ],
    ['no password', { html: '<p>Hello</p>' }, { part: 'html', problem: 'password_missing' }, 'new_password'],
    ['a script', { html: '<p>x</p>\n<script>alert(1)</script>' }, { problem: 'element', what: 'script', line: 2 }],
    ['a script in a branch', { html: '{% if false %}<script>{% endif %}' }, { problem: 'element', what: 'script' }],
    ['an element that a value makes', { html: '<{{ total }}>' }, { problem: 'markup' }],
    ['an element that a tag makes', { html: '<{% if total %}script{% endif %}>' }, { problem: 'liquid_in_element' }],
    ['half an element', { html: 'a <{% if total %}{% endif %}script' }, { problem: 'liquid_in_element' }],
    ['a comment', { html: '<!-- <script> -->' }, { problem: 'markup' }],
    ['an event handler', { html: '<p onclick="x()">x</p>' }, { problem: 'attribute', what: 'onclick' }],
    ['a value without quotes', { html: '<p title={{ name }}>x</p>' }, { problem: 'markup' }],
    ['a frame', { html: '<iframe src="https://a.example"></iframe>' }, { problem: 'element', what: 'iframe' }],
    ['a form', { html: '<form action="/x"></form>' }, { problem: 'element', what: 'form' }],
    ['a picture from elsewhere', { html: '<img src="https://a.example/a.png" alt="">' }, { problem: 'picture' }],
    [
      'a stylesheet',
      { html: '<link rel="stylesheet" href="https://a.example">' },
      { problem: 'element', what: 'link' },
    ],
    ['a picture by style', { html: '<p style="background:url(https://a.example)">x</p>' }, { problem: 'style' }],
    ['a link that runs something', { html: '<a href="javascript:alert(1)">x</a>' }, { problem: 'link_start' }],
    ['a link from a value', { html: '<a href="{{ name }}">x</a>' }, { problem: 'link_start' }],
    ['a value in an address', { html: '<a href="{{ store.origin }}/{{ number }}">x</a>' }, { problem: 'link_value' }],
    ['the same in the text', { text: 'x\n{{ store.origin }}/{{ number }}' }, { problem: 'link_value', line: 2 }],
    [
      'a picture from a host that begins like the store',
      { html: '<img src="{{ store.origin }}.a.example/a.png" alt="">' },
      { problem: 'picture' },
    ],
    [
      'a link to one',
      { html: '<a href="{{ store.origin -}} @a.example/{{ secret.token }}">x</a>' },
      { problem: 'link_start' },
      'set_password',
    ],
    [
      'a secret in a link to elsewhere',
      { html: '<a href="https://a.example/{{ secret.token }}">x</a>' },
      { problem: 'secret_elsewhere' },
      'set_password',
    ],
    [
      'the same in the text',
      { text: '{{ store.origin }}.a.example/{{ secret.token }}' },
      { part: 'text', problem: 'secret_elsewhere' },
      'set_password',
    ],
    [
      'a secret that is made into something else',
      { html: "{{ 'https://a.example/' | append: secret.token }}" },
      { problem: 'secret_elsewhere' },
      'set_password',
    ],
    [
      'a secret by another name',
      { html: '{% assign a = secret.token %}{{ a }}' },
      { problem: 'secret_elsewhere' },
      'set_password',
    ],
    ['nothing', { subject: '  ' }, { part: 'subject', problem: 'empty' }],
    ['a subject that may be empty', { subject: '{{ name }}' }, { part: 'subject', problem: 'empty' }],
    ['too much', { text: 'x'.repeat(8001) }, { part: 'text', problem: 'too_long' }],
  ])('%s', async (_, change, flaw, name) => {
    expect((await flaws(change, name))[0]).toMatchObject(flaw);
  });

  it('and many another is not', async () => {
    const html = `<p class="a">{% for line in lines %}{{ forloop.index }} {{ line.name | upcase }}{% endfor %} {{ lines.size }}
      {% assign first = name | split: ' ' | first %}{{ first }} {{ lines[0].name }} {{ lines.first.amount }}
      {% if tax == '' %}a{% elsif by == 'elsewhere' %}b{% else %}c{% endif %}
      <a href="{{ store.origin }}/x/{{ number | url_encode }}">x</a> <img src="{{ store.origin }}/pictures/a.png" alt="{{ name }}"></p>`;
    const text = '👋{{ store.origin }}/x/{{ number | url_encode }}';
    expect(await flaws({ html, text })).toEqual([]);
  });
});

describe('the activation link, against the policy', () => {
  const without = { html: '<p>Hello</p>', text: 'Hello' };

  it.each<[string, 'admin' | 'email', MessageName, Partial<Parts>, string | undefined]>([
    ['staff activate, with a link', 'admin', 'activation', {}, 'link_by_staff'],
    ['staff activate, without one', 'admin', 'activation', without, undefined],
    [
      'staff activate, with a link in what says so',
      'admin',
      'registration_received',
      { text: '{{ secret.token }}' },
      'link_by_staff',
    ],
    ['by e-mail, without a link', 'email', 'activation', without, 'link_by_email'],
    ['by e-mail, with one', 'email', 'activation', {}, undefined],
  ])('%s', async (_, activation, name, change, problem) => {
    await withPolicies({ activation });
    expect((await flaws(change, name))[0]?.problem).toBe(problem);
  });
});

it('the sample is that of the message', () => {
  expect(confirmation.subject).toContain('{{ number }}');
});
