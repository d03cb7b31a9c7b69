// /account/points: what a customer may spend, what is to come and to go, and how it came about.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import * as z from 'zod';
import { AccountFrame } from '../ui/account.tsx';
import { daysOf } from '../ui/dates.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { AccountEnv } from '../web/context.ts';
import { orNot } from '../web/lines.ts';
import * as ledger from './ledger.ts';
import { PointsPage } from './pages.tsx';

export const pointsPages = new Hono<AccountEnv>();

/** Behind which position the page begins; what is none begins at the newest. */
const placeSchema = orNot(z.coerce.number().int().min(1));

pointsPages.get('/', async (c) => {
  const { store } = c.var;
  const behind = placeSchema.parse(c.req.query('before')) ?? null;
  const { who, rows } = await c.var.read((db, { holderId }) => {
    const whose = { storeId: store.id, customerId: holderId };
    return [
      ledger.balanceOf(db, whose),
      ledger.waitingOf(db, whose),
      ledger.expiringOf(db, whose),
      ledger.entriesOf(db, whose, behind),
    ];
  });
  const [[membership], waiting, expiring, entries] = rows;
  if (!membership) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const day = daysOf(store.timeZone);
  const body = (
    <AccountFrame shell={shell}>
      <PointsPage
        shell={shell}
        points={membership.points}
        waiting={ledger.byDay(waiting, day)}
        expiring={ledger.byDay(expiring, day)}
        {...ledger.pageOf(entries)}
        isNewest={behind === null}
      />
    </AccountFrame>
  );
  return page(c, shell, shell.t('points.title'), body);
});
