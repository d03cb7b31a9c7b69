// The area of staff under /admin: its first page, and each feature's addresses.
import { Hono } from 'hono';
import { admitting } from '../access/activation/admin.tsx';
import { waitingAt } from '../access/activation/admission.ts';
import { auditTrail } from '../staff/audit/admin.tsx';
import { entrance, proof } from '../staff/entrance/routes.tsx';
import { staffPeople } from '../staff/people/admin.tsx';
import { isAtLeast } from '../staff/roles.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AppEnv, StaffEnv } from '../web/context.ts';
import { bulkActs } from './customers/bulk/routes.tsx';
import { customerList } from './customers/list/routes.tsx';
import { TodayPage } from './pages.tsx';

const today = new Hono<StaffEnv>();

today.get('/', async (c) => {
  const { store } = c.var;
  const isWaitedFor = store.policies.activation === 'admin';
  const { who, rows } = await c.var.as('support', (db) => [waitingAt(db, store.id)]);
  const shell = shellOf(c, who);
  const notice = (['activated', 'not_waiting'] as const).find((one) =>
    [c.req.query('done'), c.req.query('problem')].includes(one),
  );
  const body = (
    <TodayPage
      shell={shell}
      waiting={isWaitedFor ? rows[0] : []}
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
admin.route('/', admitting);
admin.route('/customers/bulk', bulkActs);
admin.route('/customers', customerList);
admin.route('/staff', staffPeople);
admin.route('/audit', auditTrail);
