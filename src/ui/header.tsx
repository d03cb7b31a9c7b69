// The top of every page: the shop, the search, the basket, and the menu of whoever is signed in.
import type { Translate } from '../web/i18n.ts';
import { Finder } from './finder.tsx';
import type { Shell } from './layout.tsx';
import { Logo } from './logo.tsx';
import { whole } from './money.ts';

export function Header({ shell }: { shell: Shell }) {
  const { store, t, who, area } = shell;
  const isAdmin = area === 'admin';
  return (
    <header class={isAdmin ? 'top top-wide' : 'top'}>
      <a class="shop-name" href={isAdmin ? '/admin' : '/'}>
        {store.policies.shop.logo ? <Logo store={store} /> : store.name}
        {isAdmin && <span class="quiet"> {t('admin.area')}</span>}
      </a>
      {!isAdmin && <Finder shell={shell} />}
      {who ? (
        <div class="top-acts">
          {!isAdmin && <BasketLink shell={shell} />}
          <NameMenu t={t} name={who.name || who.email} menu={menus[area]} />
        </div>
      ) : (
        <nav class="top-acts" aria-label={t('layout.sign_in')}>
          {!isAdmin && <BasketLink shell={shell} />}
          <a class="btn btn-ghost btn-sm" href={isAdmin ? '/admin/login' : '/login'}>
            {t('layout.sign_in')}
          </a>
        </nav>
      )}
    </header>
  );
}

function BasketLink({ shell: { t, path, language, basketCount: count } }: { shell: Shell }) {
  return (
    <a class="btn btn-ghost btn-sm" href="/basket" aria-current={path === '/basket' ? 'page' : undefined}>
      {t('basket.title')}
      {count > 0 && ` (${whole(count, language)})`}
    </a>
  );
}

const menus = {
  shop: { links: [{ to: '/account', word: 'layout.my_account' }], signOut: '/logout' },
  admin: {
    links: [
      { to: '/admin', word: 'admin.today' },
      { to: '/admin/second-step', word: 'second_step.menu' },
    ],
    signOut: '/admin/logout',
  },
} as const;

function NameMenu({ t, name, menu }: { t: Translate; name: string; menu: (typeof menus)[Shell['area']] }) {
  return (
    <details class="name-menu dropdown dropdown-end">
      <summary class="btn btn-ghost btn-sm" aria-label={t('layout.menu_of', { name })}>
        <span class="truncate">{name}</span>
        <span aria-hidden="true">▾</span>
      </summary>
      <ul class="menu dropdown-content">
        {menu.links.map(({ to, word }) => (
          <li>
            <a href={to}>{t(word)}</a>
          </li>
        ))}
        <li>
          <form method="post" action={menu.signOut}>
            <button type="submit">{t('layout.sign_out')}</button>
          </form>
        </li>
      </ul>
    </details>
  );
}
