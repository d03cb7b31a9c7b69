// The frame of the signed-in area: its pages as a side navigation, a scrolling row of links on a phone.
import type { Child } from 'hono/jsx';
import type { Shell } from './layout.tsx';

/** `leadsTo` is a form of its own that the page links to. */
const pages = [
  { path: '/account', word: 'account.overview', leadsTo: null },
  { path: '/account/orders', word: 'account.orders', leadsTo: null },
  { path: '/account/documents', word: 'account.documents', leadsTo: null },
  { path: '/account/wishlist', word: 'wishlist.title', leadsTo: null },
  { path: '/account/points', word: 'account.points', leadsTo: null },
  { path: '/account/reviews', word: 'reviews.title', leadsTo: null },
  { path: '/account/discussions', word: 'discussions.title', leadsTo: null },
  { path: '/account/profile', word: 'account.profile', leadsTo: '/account/email' },
  { path: '/account/addresses', word: 'account.addresses', leadsTo: null },
  { path: '/account/security', word: 'account.security', leadsTo: '/account/password' },
  { path: '/account/privacy', word: 'account.privacy', leadsTo: null },
] as const;

export function AccountFrame({ shell, children }: { shell: Shell; children: Child }) {
  const { t, path } = shell;
  return (
    <div class="account">
      <nav class="account-nav" aria-label={t('layout.account_navigation')}>
        <ul>
          {pages
            .filter((one) => isShown(shell, one))
            .map((one) => (
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

/** Points matter where the store gives any or the customer has some. */
function isShown({ store, who, path }: Shell, page: (typeof pages)[number]): boolean {
  if (page.path !== '/account/points') return true;
  const { pointsPerUnit, pointsForReview } = store.policies.loyalty;
  return pointsPerUnit > 0 || pointsForReview > 0 || who?.hasPoints === true || path === page.path;
}

/** The page itself, or one that belongs to it: `/account/addresses/new` to the addresses. */
function currentAt(path: string, page: (typeof pages)[number]): 'page' | 'true' | undefined {
  if (page.path === path) return 'page';
  const isBelow = page.path !== '/account' && path.startsWith(`${page.path}/`);
  return isBelow || page.leadsTo === path ? 'true' : undefined;
}
