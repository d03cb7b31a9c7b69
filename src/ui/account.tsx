// The frame of the signed-in area: its pages as a side navigation, a scrolling row of links on a phone.
import type { Child } from 'hono/jsx';
import type { Shell } from './layout.tsx';

const pages = [
  { path: '/account', word: 'account.overview' },
  { path: '/account/profile', word: 'account.profile' },
  { path: '/account/security', word: 'account.security' },
] as const;

export function AccountFrame({ shell: { t, path }, children }: { shell: Shell; children: Child }) {
  return (
    <div class="account">
      <nav class="account-nav" aria-label={t('layout.account_navigation')}>
        <ul>
          {pages.map((one) => (
            <li>
              <a href={one.path} aria-current={one.path === path ? 'page' : undefined}>
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
