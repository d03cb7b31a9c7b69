// The area of staff under /admin: its first page, and each feature's addresses.
import { Hono } from 'hono';
import { lastDays } from '../access/activity.ts';
import { admitting } from '../access/activation/admin.tsx';
import { waitingAt } from '../access/activation/admission.ts';
import { pageDesk } from '../catalog/pages/admin.tsx';
import { priceListPages } from '../catalog/price-lists/admin.tsx';
import { categoryKeeping } from '../catalog/categories/admin.tsx';
import { productKeeping } from '../catalog/keeping/admin.tsx';
import { discussionDesk } from '../discussions/desk/admin.tsx';
import { givenUp } from '../messages/outbox.ts';
import { formDesk } from '../forms/desk/admin.tsx';
import { groupPages } from '../groups/admin.tsx';
import { documentDesk } from '../documents/admin.tsx';
import { making } from '../checkout/desk/admin.tsx';
import { orderChanging } from '../orders/changing/admin.tsx';
import { lastFigures } from '../orders/days/figures.ts';
import { orderBulk } from '../orders/bulk/admin.tsx';
import { orderDesk } from '../orders/desk/admin.tsx';
import { quotationDesk } from '../orders/quotations/desk/admin.tsx';
import { orderList } from '../orders/list/admin.tsx';
import { statusPages } from '../orders/statuses/admin.tsx';
import { storeKeeping } from '../pools/admin.tsx';
import { partnerPages } from '../partners/admin.tsx';
import { keyPages } from '../partners/keys/admin.tsx';
import { reviewDesk } from '../reviews/desk/admin.tsx';
import { settings } from '../settings/admin.tsx';
import { auditTrail } from '../staff/audit/admin.tsx';
import { entrance, proof } from '../staff/entrance/routes.tsx';
import { staffPeople } from '../staff/people/admin.tsx';
import { isAtLeast } from '../staff/roles.ts';
import { secondStep } from '../staff/second-step/routes.tsx';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv, StaffEnv } from '../web/context.ts';
import { bulkActs } from './customers/bulk/routes.tsx';
import { customerList } from './customers/list/routes.tsx';
import { opening } from './customers/opening/routes.tsx';
import { general } from './customers/record/general/routes.tsx';
import { login } from './customers/record/login/routes.tsx';
import { customerOrders } from './customers/record/orders/routes.tsx';
import { customerTerms } from './customers/record/terms/routes.tsx';
import { tabs } from './customers/record/tabs/routes.tsx';
import { outboxDesk } from './outbox/routes.tsx';
import { TodayPage } from './pages.tsx';
import { templatePages } from './templates/routes.tsx';
import { periods } from './turnover.tsx';

const today = new Hono<StaffEnv>();

today.get('/', async (c) => {
  const { store, now } = c.var;
  const period = periods.find((days) => String(days) === c.req.query('days')) ?? 30;
  const isWaitedFor = store.policies.activation === 'admin';
  const { who, rows } = await c.var.as('support', (db) => [
    waitingAt(db, store.id),
    lastDays(db, store, period, now),
    givenUp(db, store.id, now - period * 86_400_000),
    lastFigures(db, store, period, now),
  ]);
  const [waiting, days, undelivered, [standing]] = rows;
  if (!standing) throw new Error('a row of figures is always there');
  const shell = shellOf(c, who);
  const notice = (['activated', 'not_waiting'] as const).find((one) =>
    [c.req.query('done'), c.req.query('problem')].includes(one),
  );
  const body = (
    <TodayPage
      shell={shell}
      waiting={isWaitedFor ? waiting : []}
      period={period}
      days={days}
      figures={standing.figures}
      now={now}
      givenUp={undelivered[0]?.count ?? 0}
      mayActivate={isAtLeast(who.role, 'manager')}
      notice={notice}
    />
  );
  return page(c, shell, shell.t('admin.today'), body);
});

export const admin = new Hono<AppEnv>();

admin.route('/', today);
admin.route('/', entrance);
admin.route('/proof', proof);
admin.route('/second-step', secondStep);
admin.route('/', admitting);
admin.route('/customers/bulk', bulkActs);
admin.route('/customers', customerList);
admin.route('/customers', opening);
admin.route('/customers', general);
admin.route('/customers', login);
admin.route('/customers', customerOrders);
admin.route('/customers', customerTerms);
admin.route('/customers', tabs);
admin.route('/forms', formDesk);
admin.route('/products', productKeeping);
admin.route('/categories', categoryKeeping);
admin.route('/groups', groupPages);
admin.route('/price-lists', priceListPages);
admin.route('/pages', pageDesk);
admin.route('/documents', documentDesk);
admin.route('/orders', orderChanging);
admin.route('/orders/bulk', orderBulk);
admin.route('/orders', making);
admin.route('/orders', orderList);
admin.route('/orders', orderDesk);
admin.route('/quotations', quotationDesk);
admin.route('/statuses', statusPages);
admin.route('/reviews', reviewDesk);
admin.route('/discussions', discussionDesk);
admin.route('/templates', templatePages);
admin.route('/outbox', outboxDesk);
admin.route('/settings', settings);
admin.route('/partners', keyPages);
admin.route('/partners', partnerPages);
admin.route('/staff', staffPeople);
admin.route('/stores', storeKeeping);
admin.route('/audit', auditTrail);
