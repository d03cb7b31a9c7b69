// The signed-in shopper's area under /account: its first page, and each feature's addresses.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { askingForProof } from '../access/emails/proving/routes.tsx';
import { emailChange } from '../access/emails/routes.tsx';
import { passwordChange } from '../access/passwords/routes.tsx';
import { security } from '../access/security/routes.tsx';
import { intoBasket } from '../checkout/basket/routes.tsx';
import { addressBook } from '../customers/addresses/routes.tsx';
import { profile } from '../customers/routes.tsx';
import { discussions } from '../discussions/routes.tsx';
import { pointsPages } from '../loyalty/routes.tsx';
import { orderHistory } from '../orders/history/routes.tsx';
import { ownDocuments } from '../orders/papers/routes.tsx';
import { quotationAnswers } from '../orders/quotations/routes.tsx';
import { takingOver } from '../orders/takeover/routes.tsx';
import { accountJoining } from '../pools/becoming/routes.tsx';
import { ownReviews } from '../reviews/routes.tsx';
import { privacy } from '../privacy/routes.tsx';
import { ownWishes } from '../wishlist/routes.tsx';
import { AccountFrame } from '../ui/account.tsx';
import { page, shellOf } from '../ui/page.tsx';
import type { AccountEnv } from '../web/context.ts';
import { overviewOf } from './overview.ts';
import { OverviewPage } from './pages.tsx';

export const account = new Hono<AccountEnv>();

account.get('/', async (c) => {
  const { store, now } = c.var;
  const { who, rows } = await c.var.read((db, { holderId }) => overviewOf(db, store, holderId, now));
  const [[figures], [latest], unrated, addresses] = rows;
  if (!figures) throw new HTTPException(404);
  const shell = shellOf(c, who);
  const body = (
    <AccountFrame shell={shell}>
      <OverviewPage shell={shell} figures={figures} latest={latest} unrated={unrated} addresses={addresses} />
    </AccountFrame>
  );
  return page(c, shell, shell.t('account.overview'), body);
});

account.route('/', profile);
account.route('/orders/guest', takingOver);
account.route('/orders', orderHistory);
account.route('/', intoBasket);
account.route('/documents', ownDocuments);
account.route('/documents', quotationAnswers);
account.route('/discussions', discussions);
account.route('/reviews', ownReviews);
account.route('/wishlist', ownWishes);
account.route('/points', pointsPages);
account.route('/addresses', addressBook);
account.route('/', passwordChange);
account.route('/', emailChange);
account.route('/', askingForProof);
account.route('/', security);
account.route('/joining', accountJoining);
account.route('/privacy', privacy);
