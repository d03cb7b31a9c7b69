// The frame of every page: head, header with the name menu, content, footer. Staff have their navigation beside the content.
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { Confinement } from '../sessions/guard.ts';
import type { Role } from '../staff/roles.ts';
import type { Store } from '../stores/stores.ts';
import { translator, type Language, type Translate } from '../web/i18n.ts';
import { AboutHead, type About } from './about.tsx';
import { asset } from './assets.ts';
import { AdminNavigation } from './admin.tsx';
import { accents } from './brand.ts';
import { Header } from './header.tsx';

/** Who is signed in, as far as a page shows it; staff have a role, customers perhaps points, and a basket. */
export type Signed = {
  name: string;
  email: string;
  language: string | null;
  role?: Role;
  hasPoints?: boolean;
  basketCount?: number;
  /** The only pages they may use, where there are such: staff are offered no others then. */
  confinedTo?: Confinement | null;
};

/** What every page knows about the request it answers. */
export type Shell = {
  store: Store;
  language: Language;
  t: Translate;
  /** The address of the page, to come back to after a change of language. */
  path: string;
  /** Whose pages these are. */
  area: 'shop' | 'admin';
  /** Who is signed in; null for a visitor. */
  who: Signed | null;
  nonce: string;
  /** How many products are in the basket of whoever looks. */
  basketCount: number;
  /** What search engines and others may know of the page; only of one that anybody may see. */
  about?: About | undefined;
  /** What was looked for. */
  sought?: string | undefined;
};

/** Same-origin pages are fetched when a pointer rests on their link; every GET changes nothing. */
const speculationRules = JSON.stringify({
  prefetch: [{ where: { href_matches: '/*' }, eagerness: 'moderate' }],
});

export function Layout({ shell, title, children }: { shell: Shell; title: string; children: Child }) {
  const { store, language, t, nonce } = shell;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${store.name}`}</title>
        <AboutHead shell={shell} title={title} />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={asset('app.css')} />
        <style nonce={nonce}>{raw(brandStyle(store.policies.shop.brandColour))}</style>
        <script type="speculationrules">{raw(speculationRules)}</script>
      </head>
      <body>
        <a class="skip" href="#content">
          {t('layout.skip')}
        </a>
        <Header shell={shell} />
        {shell.area === 'admin' && shell.who?.role && !shell.who.confinedTo ? (
          <div class="desk">
            <AdminNavigation shell={shell} role={shell.who.role} />
            <main id="content" class="page">
              {children}
            </main>
          </div>
        ) : (
          <main id="content" class="page">
            {children}
          </main>
        )}
        <Footer shell={shell} />
      </body>
    </html>
  );
}

const brandStyles = new Map<string, string>();

/** The colours of a store; each is worked out once, and there are as many as stores. */
function brandStyle(colour: string): string {
  const known = brandStyles.get(colour);
  if (known !== undefined) return known;
  const { light, dark } = accents(colour);
  const variables = (one: typeof light) => `:root{--accent:${one.colour};--on-accent:${one.text}}`;
  const style = `${variables(light)}@media (prefers-color-scheme:dark){${variables(dark)}}`;
  brandStyles.set(colour, style);
  return style;
}

const languageNames = { en: 'english', de: 'german', cs: 'czech' } as const;

/** A language in its own words. */
export function languageName(language: Language): string {
  return translator(language)(`layout.${languageNames[language]}`);
}

/** The languages of the store to choose from, before them the one that the browser asks for. */
export function languageChoices({ store, t }: Shell): { value: string; label: string }[] {
  const own = store.languages.map((one) => ({ value: one, label: languageName(one) }));
  return [{ value: '', label: t('hints.language_any') }, ...own];
}

/** The shop's own pages; where it is closed to visitors, those that they may read all the same. */
function OwnPages({ shell: { store, language, t, who, path } }: { shell: Shell }) {
  const isClosed = store.policies.shopAccess === 'customers_only' && who === null;
  const links = store.links.filter(({ isAlwaysOpen }) => !isClosed || isAlwaysOpen === 1);
  if (links.length === 0) return null;
  return (
    <nav class="own-pages" aria-label={t('layout.own_pages')}>
      {links.map(({ slug, titles }) => (
        <a href={`/pages/${slug}`} aria-current={path === `/pages/${slug}` ? 'page' : undefined}>
          {[language, ...store.languages].map((one) => titles[one]).find(Boolean) ?? slug}
        </a>
      ))}
    </nav>
  );
}

/** The choice of language stands where it has an effect: not for a customer who has set their own. */
function Footer({ shell }: { shell: Shell }) {
  const { store, language, t, who, path, area } = shell;
  const offered = who?.language ? [] : store.languages;
  return (
    <footer class={area === 'admin' ? 'bottom bottom-wide' : 'bottom'}>
      <span>{store.name}</span>
      {area === 'shop' && <OwnPages shell={shell} />}
      {offered.length > 1 && (
        <form method="post" action="/language" class="languages" aria-label={t('layout.language')}>
          <input type="hidden" name="back" value={path} />
          {offered.map((one) => (
            <button
              type="submit"
              name="language"
              value={one}
              lang={one}
              aria-pressed={one === language ? 'true' : 'false'}
            >
              {languageName(one)}
            </button>
          ))}
        </form>
      )}
    </footer>
  );
}
