// The frame of the signed-in area: its pages as a side navigation, a scrolling row of links on a phone.
import type { Child } from 'hono/jsx';
import type { Shell } from './layout.tsx';

const pages = [
  { path: '/account', word: 'account.overview', leadsTo: null },
  { path: '/account/profile', word: 'account.profile', leadsTo: '/account/email' },
  { path: '/account/security', word: 'account.security', leadsTo: '/account/password' },
] as const;

/** Whether a page is the one that is shown, or the one that leads to it. */
function currentAt(path: string, page: (typeof pages)[number]): 'page' | 'true' | undefined {
  if (page.path === path) return 'page';
  return page.leadsTo === path ? 'true' : undefined;
}

export function AccountFrame({ shell: { t, path }, children }: { shell: Shell; children: Child }) {
  return (
    <div class="account">
      <nav class="account-nav" aria-label={t('layout.account_navigation')}>
        <ul>
          {pages.map((one) => (
            <li>
              <a href={one.path} aria-current={currentAt(path, one)}>
                {t(one.word)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div>{children}</div>
    </div>
  );
}
