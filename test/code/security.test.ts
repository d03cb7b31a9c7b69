// docs/security.md and its pages against the standard and against what is there: each requirement of levels 1 and 2 has its verdict, and
// what a verdict names can be looked up.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requirements } from './asvs.ts';
import { filesIn, sourceFiles, textOf } from './source.ts';

const chapters = ['input', 'browser', 'signing-in', 'access', 'cryptography', 'running'];
const pages = ['docs/security.md', ...filesIn('docs/security')];
const verdicts = ['met', 'partly', 'exception', 'does not apply'];

type Row = { id: string; verdict: string; why: string; shownBy: string };

/** The cells of each row of the tables of a page. */
function cellsIn(path: string): string[][] {
  const rows = textOf(path)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return rows.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const rows = chapters.flatMap((chapter) =>
  cellsIn(`docs/security/${chapter}.md`)
    .filter(([id = '']) => /^\d+\.\d+\.\d+$/.test(id))
    .map(([id = '', , verdict = '', why = '', shownBy = '']): Row => ({ id, verdict, why, shownBy })),
);

const isThere = (path: string) => existsSync(join(import.meta.dirname, '../..', path));
const ids = (some: readonly Row[]) => some.map(({ id }) => id);

describe('the standard', () => {
  it('has every requirement of levels 1 and 2 on the pages, once, and of level 3 what is met', () => {
    const asked = [...requirements].filter(([, level]) => level < 3).map(([id]) => id);
    const above = rows.filter(({ id }) => requirements.get(id) === 3);

    expect(requirements.size).toBe(345);
    expect(asked).toHaveLength(253);
    expect(ids(rows).filter((id) => requirements.get(id) !== 3)).toEqual(expect.arrayContaining(asked));
    expect(ids(rows)).toHaveLength(new Set(ids(rows)).size);
    expect(rows.filter(({ id }) => !requirements.has(id))).toEqual([]);
    expect(above.filter(({ verdict }) => verdict !== 'met')).toEqual([]);
  });

  it('has a verdict for each, with the reason, and what shows it', () => {
    expect(rows.filter(({ verdict }) => !verdicts.includes(verdict))).toEqual([]);
    expect(rows.filter(({ why }) => why.length < 3)).toEqual([]);
    // What no test shows says what to read, and why there is no test.
    const shown = /`test\/[\w/]+`|^read: .+, .+/;
    expect(rows.filter(({ verdict, shownBy }) => verdict === 'met' && !shown.test(shownBy))).toEqual([]);
  });

  it('has what is not met among the exceptions, and nothing else', () => {
    const listed = cellsIn('docs/security.md').flatMap(([first = '']) =>
      /^\d+\.\d+\.\d+ |^\d+\.\d+\.\d+,/.test(first) ? [...first.matchAll(/\b\d+\.\d+\.\d+\b/g)].map(([id]) => id) : [],
    );
    const unmet = rows.filter(({ verdict }) => verdict === 'partly' || verdict === 'exception');

    expect([...new Set(listed)].toSorted()).toEqual(ids(unmet).toSorted());
  });

  it.each(pages)('%s names only tests, files, decisions and places that are there', (path) => {
    const text = textOf(path);
    const named = [...text.matchAll(/`((?:test|src|scripts)\/[\w./-]+|wrangler\.toml|package(?:-lock)?\.json)`/g)].map(
      ([, name = '']) => (/^test\/[\w/-]+$/.test(name) ? `${name}.test.ts` : name),
    );
    const decisions = [...text.matchAll(/decision (\d{3})/g)].map(([, number = '']) => number);
    const links = [...text.matchAll(/\]\((?!http)([^)#]*)#?([\w-]*)\)/g)].map(([, to = '', anchor = '']) => {
      const target = to === '' ? path : join(path, '..', to);
      const headings = isThere(target)
        ? [...textOf(target).matchAll(/^#+ (.*)$/gm)].map(([, words = '']) => words)
        : [];
      const anchors = headings.map((words) =>
        words
          .toLowerCase()
          .replaceAll(/[^\w -]/g, '')
          .replaceAll(' ', '-'),
      );
      return isThere(target) && (anchor === '' || anchors.includes(anchor)) ? null : `${to}#${anchor}`;
    });

    expect(named.filter((one) => !isThere(one))).toEqual([]);
    expect(decisions.filter((one) => !filesIn('docs/decisions').some((file) => file.includes(`/${one}-`)))).toEqual([]);
    expect(links.filter(Boolean)).toEqual([]);
  });
});

describe('static files', () => {
  it('have the headers of pages, as far as files need them', () => {
    const blocks = textOf('public/_headers').trim().split(/\n\n+/);
    expect(blocks.length).toBeGreaterThan(3);
    for (const block of blocks) {
      expect(block).toContain('X-Content-Type-Options: nosniff');
      expect(block).toContain('Strict-Transport-Security: max-age=63072000; includeSubDomains');
      expect(block).toMatch(/Content-Security-Policy: default-src 'none';.*frame-ancestors 'none'/);
      expect(block).toContain('Cross-Origin-Resource-Policy: same-origin');
      expect(block).toContain('Referrer-Policy: no-referrer');
      expect(block).not.toContain('unsafe');
    }
  });

  it('are of the kinds that are meant, each under one of those headers', () => {
    const files = filesIn('public').filter((path) => path !== 'public/_headers');
    const kinds = files.map((path) => /(\.\w+)?$/.exec(path)?.[0] ?? '');

    expect([...new Set(kinds)].toSorted()).toEqual(['', '.css', '.html', '.js', '.json', '.txt']);
    expect(files.filter((path) => !/^public\/(assets|api\/docs)\//.test(path)).toSorted()).toEqual([
      'public/api/docs.html',
      'public/api/v1/openapi.json',
    ]);
  });
});

describe('the inventories', () => {
  it('name every file that does cryptography, which is the platform’s and of the algorithms that are named', () => {
    const found = sourceFiles.filter(
      (path) => !path.startsWith('src/demo/') && /\bcrypto\.\w|'node:crypto'/.test(textOf(path)),
    );
    const text = textOf('docs/security/inventories.md');
    expect(found.length).toBeGreaterThan(8);
    expect(found.filter((path) => !text.includes(`\`${path}\``))).toEqual([]);
    const others = /AES-(CBC|CTR|KW)|\bRSA|ECDSA|ECDH|Ed25519|md5|PBKDF2'|SHA-(1|384|512)'|createCipher/i;
    expect(sourceFiles.filter((path) => others.test(textOf(path)))).toEqual([]);
    expect(sourceFiles.filter((path) => /'sha1'/i.test(textOf(path)))).toEqual(['src/staff/second-step/codes.ts']);
    expect(textOf('src/credentials/hashing.ts')).toContain('{ ln: 15, r: 8, p: 3 }');
  });

  it('name every event of the log, which one file writes', () => {
    const text = textOf('docs/operations.md');
    const events = sourceFiles.flatMap((path) =>
      [...textOf(path).matchAll(/\blog(?:Event|Error)?\(\s*(?:c,\s*)?'(\w+)'/g)].map(([, event = '']) => event),
    );

    expect(events.length).toBeGreaterThan(60);
    expect([...new Set(events)].filter((event) => !text.includes(`\`${event}\``))).toEqual([]);
    expect(sourceFiles.filter((path) => /\bconsole\./.test(textOf(path)))).toEqual(['src/web/log.ts']);
  });

  it('have a secret in no file: the deployment asks for it', () => {
    const secret = /SEALING_KEY(_BEFORE)?\s*[=:]\s*['"]/;
    const files = ['wrangler.toml', ...sourceFiles, ...filesIn('public').filter((path) => /\.(js|json)$/.test(path))];

    expect(textOf('wrangler.toml')).toMatch(/\[secrets\][^[]*required = \["SEALING_KEY"\]/);
    expect(textOf('.gitignore')).toContain('.dev.vars');
    expect(files.filter((path) => secret.test(textOf(path)))).toEqual([]);
  });

  it('of packages are exact, with a hash for each', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json'));
    const { packages } = JSON.parse(textOf('package-lock.json'));
    const versions = Object.values({ ...dependencies, ...devDependencies });
    const locked = Object.entries<{ integrity?: string; resolved?: string; link?: boolean }>(packages);

    expect(versions.filter((version) => !/^(npm:[@\w/-]+@)?\d[\w.-]*$/.test(String(version)))).toEqual([]);
    const astray = locked.filter(
      ([path, { integrity, resolved }]) => path !== '' && (!integrity || resolved !== undefined),
    );
    expect(astray.map(([path]) => path)).toEqual([]);
  });
});
