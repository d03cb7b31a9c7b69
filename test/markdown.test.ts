// Words of a shop as pages show them, whoever wrote them.
import { describe, expect, it } from 'vitest';
import { Markdown } from '../src/ui/markdown.tsx';

const origin = 'https://shop.example';

function html(markdown: string): string {
  const shown: { toString: () => string } = Markdown({ markdown, origin });
  return shown.toString().replace(/^<div class="words">(.*)<\/div>$/s, '$1');
}

it.each([
  ['**Open** _daily_ ~~no~~ `9:00`', '<p><strong>Open</strong> <em>daily</em> <del>no</del> <code>9:00</code></p>'],
  ['- one\n- two', '<ul><li>one</li><li>two</li></ul>'],
  ['3. three\n4. four', '<ol start="3"><li>three</li><li>four</li></ol>'],
  ['- [x] done', '<ul><li>☑ done</li></ul>'],
  ['> quoted', '<blockquote><p>quoted</p></blockquote>'],
  ['    code', '<pre><code>code</code></pre>'],
  ['a  \nb', '<p>a<br/>b</p>'],
  ['---', '<hr/>'],
  [
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '<table class="table"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>',
  ],
  ['\\*not\\* 1 < 2 & 3', '<p>*not* 1 &lt; 2 &amp; 3</p>'],
  ['Příliš žluťoučký kůň', '<p>Příliš žluťoučký kůň</p>'],
])('%s', (markdown, expected) => {
  expect(html(markdown)).toBe(expected);
});

describe('links', () => {
  it.each([
    ['[here](/account/points?x=1#y)', '<a href="/account/points?x=1#y">here</a>'],
    ['[here](https://shop.example/pages/a)', '<a href="/pages/a">here</a>'],
    ['[there](https://other.example/a)', '<a href="https://other.example/a" rel="noopener">there</a>'],
    ['[there](//other.example/a)', '<a href="https://other.example/a" rel="noopener">there</a>'],
    ['<https://other.example/>', '<a href="https://other.example/" rel="noopener">https://other.example/</a>'],
    ['[write](mailto:a@b.example)', '<a href="mailto:a@b.example">write</a>'],
    ['[ring](tel:+35312345678)', '<a href="tel:+35312345678">ring</a>'],
    ['[a **b**][c]\n\n[c]: /d', '<a href="/d">a <strong>b</strong></a>'],
    ['[](/d)', '<a href="/d">/d</a>'],
  ])('%s leads there', (markdown, expected) => {
    expect(html(markdown)).toBe(`<p>${expected}</p>`);
  });
});

describe('headings', () => {
  const levels = (markdown: string) => [...html(markdown).matchAll(/<h(\d)>/g)].map(([, level]) => Number(level));

  it.each([
    ['# a\n## b\n### c\n## d', [2, 3, 4, 3]],
    ['### a\n# b\n## c', [2, 2, 3]],
    ['# a\n###### b\n### c\n# d', [2, 3, 3, 2]],
    ['# a\n## b\n### c\n#### d\n##### e\n###### f', [2, 3, 4, 5, 6, 6]],
    ['a\n===\n\nb\n---', [2, 3]],
  ])('of %s follow the one of the page without a gap', (markdown, expected) => {
    expect(levels(markdown)).toEqual(expected);
  });
});

describe('what somebody hostile writes', () => {
  const hostile = [
    '<script>alert(1)</script>',
    'a <img src=x onerror=alert(1)> b',
    '<div onclick="alert(1)">\n\n**b**\n\n</div>',
    '<!-- --><style>*{display:none}</style>',
    '[a](javascript:alert(1))',
    '[a](<java\tscript:alert(1)>)',
    '[a](JaVaScRiPt:alert(1))',
    '[a](&#106;avascript:alert(1))',
    '[a](javascript&colon;alert(1))',
    '[a](data:text/html,<script>alert(1)</script>)',
    '[a](vbscript:msgbox)',
    '[a](blob:https://shop.example/x)',
    '<javascript:alert(1)>',
    '[a]: javascript:alert(1)\n\n[a]',
    '![a](javascript:alert(1))',
    '![a](https://other.example/pixel.gif)',
    '![" onerror="alert(1)](x)',
    '[a](/b"onmouseover="alert(1))',
    '[a](/b "title" onclick=x)',
    '[a](https://other.example/"><script>alert(1)</script>)',
    '`<script>`',
    '```html" onclick="x\n<script>alert(1)</script>\n```',
    '| <script> | [a](javascript:b) |\n|---|---|\n| <b> | ![x](y) |',
    '# <script>alert(1)</script>',
    '1. <iframe src="//other.example">',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '\u0000<script\u0000>',
  ];

  it.each(hostile)('%j stays words', (markdown) => {
    const shown = html(markdown);
    const tags = [...shown.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    const allowed =
      /^<\/?(p|h2|pre|ul|ol|li|code|strong|table|thead|tbody|tr|td)>$|^<table class="table">$|^<th scope="col">$|^<\/(th|pre|a)>$|^<a href="(\/|https:\/\/other\.example\/)[^"<>\s]*"( rel="noopener")?>$/;
    expect(tags.filter((tag) => !allowed.test(tag))).toEqual([]);
  });

  it.each([
    '>'.repeat(20_000),
    '> '.repeat(10_000),
    '[a]('.repeat(5000),
    '*a **'.repeat(4000),
    '_a'.repeat(10_000),
    '<'.repeat(20_000),
    '`'.repeat(10_001),
  ])('takes no time and no more room than it is, however deep it is (%#)', (markdown) => {
    const began = performance.now();
    const size = html(markdown).length;
    expect(performance.now() - began).toBeLessThan(2000);
    expect(size).toBeLessThan(markdown.length * 6 + 1000);
  });

  it('stands in each other at most twelve deep', () => {
    const shown = html(`${'> '.repeat(30)}deep`);
    expect(shown.match(/<blockquote>/g)).toHaveLength(12);
    expect(shown).toContain('deep');
  });
});
