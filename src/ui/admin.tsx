// The navigation of staff: what their role may open, beside the page; a scrolling row of links on a phone.
import type { Role } from '../staff/roles.ts';
import type { Shell } from './layout.tsx';

const everybody = ['support', 'manager', 'owner'] as const;

const pages = [
  { path: '/admin', word: 'admin.today', roles: everybody },
  { path: '/admin/orders', word: 'account.orders', roles: everybody },
  { path: '/admin/quotations', word: 'quotations.title', roles: everybody },
  { path: '/admin/reviews', word: 'reviews.title', roles: everybody },
  { path: '/admin/discussions', word: 'discussions.title', roles: everybody },
  { path: '/admin/forms', word: 'forms.title', roles: everybody },
  { path: '/admin/products', word: 'catalogue.title', roles: everybody },
  { path: '/admin/categories', word: 'categories.title', roles: everybody },
  { path: '/admin/customers', word: 'customers.title', roles: everybody },
  { path: '/admin/groups', word: 'groups.title', roles: everybody },
  { path: '/admin/price-lists', word: 'price_lists.title', roles: everybody },
  { path: '/admin/pages', word: 'pages.title', roles: everybody },
  { path: '/admin/templates', word: 'templates.title', roles: everybody },
  { path: '/admin/statuses', word: 'statuses.title', roles: everybody },
  { path: '/admin/outbox', word: 'outbox.title', roles: everybody },
  { path: '/admin/settings', word: 'settings.title', roles: everybody },
  { path: '/admin/partners', word: 'partners.title', roles: ['manager', 'owner'] },
  { path: '/admin/staff', word: 'staff.title', roles: ['owner'] },
  { path: '/admin/stores', word: 'stores.title', roles: ['owner'] },
  { path: '/admin/audit', word: 'audit.title', roles: ['owner'] },
] as const satisfies readonly { path: string; word: string; roles: readonly Role[] }[];

export function AdminNavigation({ shell: { t, path }, role }: { shell: Shell; role: Role }) {
  return (
    <nav class="account-nav" aria-label={t('admin.navigation')}>
      <ul>
        {pages
          .filter(({ roles }) => roles.some((one) => one === role))
          .map((page) => (
            <li>
              <a href={page.path} aria-current={currentAt(path, page.path)}>
                {t(page.word)}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function currentAt(path: string, page: string): 'page' | 'true' | undefined {
  if (page === path) return 'page';
  return page !== '/admin' && path.startsWith(`${page}/`) ? 'true' : undefined;
}
