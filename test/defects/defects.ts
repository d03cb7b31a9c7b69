// What could go wrong in the source by a line, and which command finds it. The lines are those that stand there: where one is changed, so
// is its defect, or `npm run test:defects` says that it is not there.

export type Defect = {
  /** What no longer holds. */
  promise: string;
  file: string;
  /** What stands there once, and what stands there instead. */
  before: string;
  after: string;
  /** What is said to npm run, in which it shows. */
  caughtBy: string;
  /** What narrows that down, in its environment. */
  narrowed?: Record<string, string>;
};

export const defects: readonly Defect[] = [
  {
    promise: 'a history shows orders of its own customer only',
    file: 'src/orders/history/history.ts',
    before: '        eq(orders.customerId, values.customerId),',
    after: '',
    caughtBy: 'test -- test/order_history',
  },
  {
    promise: 'the overview waits for storage once',
    file: 'src/account/routes.tsx',
    before: '  const [[figures], [latest], unrated, addresses] = rows;',
    after: `  const [[figures], [latest], unrated, addresses] = rows;
  await c.env.DB.prepare('select 1').first();`,
    caughtBy: 'test -- test/budgets',
  },
  {
    promise: 'the first page of a history reads its own rows only',
    file: 'src/orders/history/history.ts',
    before: 'indexed by ${sql.raw(index)}',
    after: 'not indexed',
    caughtBy: 'bench -- --only orders --rounds 1 --turn 20 --warm 12 --customers 100 --orders 12000',
  },
  {
    promise: 'the overview costs the same with ten thousand orders',
    file: 'src/account/overview.ts',
    before: '      orderCount: memberships.orderCount,',
    after:
      "      orderCount: sql<number>`(select count(*) from orders where orders.customer_id = ${customers.id} and orders.placed_at > 0)`.as('order_count'),",
    caughtBy: 'bench:growth -- --quick',
  },
  {
    promise: 'what is measured is as the verbs leave it',
    file: 'src/orders/counting.ts',
    before: 'return paidAt === null ? {} : { turnoverMinor',
    after: 'return paidAt !== null ? {} : { turnoverMinor',
    caughtBy: 'bench:verify',
  },
  {
    promise: 'a session that was ended is none, also where KV has not heard of it',
    file: 'src/sessions/sessions.ts',
    before: 'return row.endedAt === null && now < row',
    after: 'return now < row',
    caughtBy: 'test:faults -- test/faults/kv',
  },
  {
    promise: 'a page of an outage says nothing of the storage',
    file: 'src/web/errors.tsx',
    before: `<p class="quiet">{t('errors.request', { id: requestId })}</p>`,
    after: `<p class="quiet">{t('errors.request', { id: requestId })} (D1_ERROR)</p>`,
    caughtBy: 'test:faults -- test/faults/kv',
  },
  {
    promise: 'a message is sent once, whoever delivers at the same time',
    file: 'src/messages/claiming.ts',
    before: 'and ${outbox.nextAttemptAt} <= ${now})',
    after: 'and ${outbox.nextAttemptAt} is not null)',
    caughtBy: 'test:faults -- test/faults/mail',
  },
  {
    promise: 'secrets of messages are erased once they are sent',
    file: 'src/messages/recording.ts',
    before: 'return { nextAttemptAt: null, sealedSecret: null, ...erased };',
    after: 'return { nextAttemptAt: null, ...erased };',
    caughtBy: 'test:faults -- test/faults/mail',
  },
  {
    promise: 'a job that dies in the middle has done all or nothing',
    file: 'src/loyalty/due.ts',
    before: `    ...expiring(db, toExpire(now), now),
  ] as const);`,
    after: `  ] as const);
  for (const statement of expiring(db, toExpire(now), now)) await batch(db, [statement]);`,
    caughtBy: 'test:faults -- test/faults/cron',
  },
  {
    promise: 'an order is stored whole or not at all',
    file: 'src/orders/placing/placing.ts',
    before: 'const results: readonly unknown[] = await batch(db, [...statements, placed]);',
    after: `await batch(db, statements.slice(0, 6));
  const results: readonly unknown[] = await batch(db, [...statements.slice(6), placed]);`,
    caughtBy: 'test:faults -- faults/process/killed',
  },
  {
    promise: 'what is sent again with its key is done once, whenever it was killed',
    file: 'src/partners/serving/writing.ts',
    before: '[...held, ...(claim ? [repeating.marking(db, claim.kept, claim.mine.claim)] : [])]',
    after: '[...held]',
    caughtBy: 'test:faults -- faults/process/killed',
  },
  {
    promise: 'Cron that runs twice at once sends a message once',
    file: 'src/messages/claiming.ts',
    before: 'nextAttemptAt: now + claimMs,',
    after: 'nextAttemptAt: now,',
    caughtBy: 'test:faults -- faults/process/cron',
  },
  {
    promise: 'a full disk is an outage, and says so calmly',
    file: 'src/web/errors.tsx',
    before: '|internal error; reference = |',
    after: '|',
    caughtBy: 'test:faults -- faults/process/full',
  },
  {
    promise: 'a body that is no multipart is refused calmly',
    file: 'src/web/forms.ts',
    before: `  try {
    return await c.req.parseBody({ all: true });
  } catch {
    throw new HTTPException(400);
  }`,
    after: '  return await c.req.parseBody({ all: true });',
    caughtBy: 'test:abuse -- test/abuse/multipart',
    narrowed: { AT: '/picture' },
  },
  {
    promise: 'a form is taken as one type of content only',
    file: 'src/web/csrf.ts',
    before: "if (typeOf(c.req.header('Content-Type')) !== wanted) throw new HTTPException(415);",
    after: '',
    caughtBy: 'test:abuse -- test/abuse/headers',
    narrowed: { AT: '/account/profile' },
  },
  {
    promise: 'a cursor that nobody made is no error of ours',
    file: 'src/web/paging.ts',
    before: `  } catch {
    return null;
  }`,
    after: `  } catch (error) {
    throw error;
  }`,
    caughtBy: 'test:abuse -- test/abuse/queries',
    narrowed: { AT: '/account/orders' },
  },
  {
    promise: 'a moment beyond all others is no error of ours',
    file: 'src/web/ids.ts',
    before: 'Math.min(Math.max(at, 0), lastMoment)',
    after: 'Math.max(at, 0)',
    caughtBy: 'test:abuse -- test/abuse/found',
  },
  {
    promise: 'what is typed is text on every page',
    file: 'src/ui/fields.tsx',
    before: `        {...described(props)}
      >
        {form.values[name] ?? ''}
      </textarea>`,
    after: `        {...described(props)}
        dangerouslySetInnerHTML={{ __html: form.values[name] ?? '' }}
      ></textarea>`,
    caughtBy: 'test:abuse -- test/abuse/forms',
    narrowed: { AT: '/account/reviews', RUNS: '4' },
  },
  {
    promise: 'no text holds the Worker by an expression',
    file: 'src/settings/brand/svg/svg.ts',
    before: '/^(\\d+(?:\\.\\d+)?|\\.\\d+)\\s*(px|pt|pc|mm|cm|in)?$/.exec(text.trim())',
    after: '/^\\s*(\\d*\\.?\\d+)\\s*(px|pt|pc|mm|cm|in)?\\s*$/.exec(text)',
    caughtBy: 'test -- test/code/expressions',
  },
  {
    promise: 'docs name every event of the log',
    file: 'src/partners/serving/reading.ts',
    before: "'partner_refused'",
    after: "'partner_turned_away'",
    caughtBy: 'test -- test/code/security',
  },
  {
    promise: 'who proves again who they are has another token',
    file: 'src/sessions/sessions.ts',
    before: '    .set({ tokenHash, provedAt: now })',
    after: '    .set({ provedAt: now })',
    caughtBy: 'test -- test/staff',
  },
  {
    promise: 'keys that came in clear are refused',
    file: 'src/web/encrypted.ts',
    before: '  if (ofPartners.test(url.pathname)) {',
    after: '  if (ofPartners.test(url.href)) {',
    caughtBy: 'test -- test/encrypted',
  },
  {
    promise: 'nobody acts by a password that was changed while it was verified',
    file: 'src/access/accounts.ts',
    before: '${logins.passwordHash} = ${passwordHash})',
    after: '${logins.passwordHash} is not ${null})',
    caughtBy: 'test:abuse -- abuse/overtaken',
  },
  {
    promise: 'no token of a session is stored',
    file: 'src/sessions/sessions.ts',
    before: 'const stored: StoredSession = { holderId, startedAt: now };',
    after: 'const stored: StoredSession & { token: string } = { holderId, startedAt: now, token };',
    caughtBy: 'test:abuse -- abuse/secrets',
  },
  {
    promise: 'the log tells no addresses of people',
    file: 'src/access/registration/routes.tsx',
    before: 'result.ok ? {} : { problem',
    after: 'result.ok ? { email: String(parsed.form.values.email) } : { problem',
    caughtBy: 'test:abuse -- abuse/private -t register',
  },
  {
    promise: 'staff who were disabled are nobody',
    file: 'src/staff/guard.ts',
    before: 'row.disabledAt !== null || session',
    after: 'session',
    caughtBy: 'test:abuse -- abuse/matrix -t disabled',
  },
  {
    promise: 'what a partner asks for is of its own store',
    file: 'src/discussions/posts.ts',
    before: '.where(and(eq(id, question), eq(storeId, store)))',
    after: '.where(eq(id, question))',
    caughtBy: 'test:abuse -- abuse/foreign_ids -t getDiscussion',
  },
  {
    promise: 'an unknown address takes as long as a known one',
    file: 'src/credentials/hashing.ts',
    before: 'const stored = phc === null ? null : parse(phc);',
    after: `if (phc === null) return false;
  const stored = parse(phc);`,
    caughtBy: 'test:abuse -- process/enumeration -t signing',
  },
  {
    promise: 'texts can be read in the dark',
    file: 'src/ui/styles.css',
    before: '    --quiet: #b0b4bb;',
    after: '    --quiet: #5b5f66;',
    caughtBy: 'test:pages -- axe -t home',
  },
  {
    promise: 'pages are valid HTML',
    file: 'src/ui/layout.tsx',
    before: '<span>{store.name}</span>',
    after: '<span><div>{store.name}</div></span>',
    caughtBy: 'test:pages -- html -t home',
  },
  {
    promise: 'nothing moves while a page loads',
    file: 'src/ui/styles.css',
    before: `  body {
    @apply min-h-screen flex`,
    after: `  @keyframes settle {
    from {
      padding-top: 0;
    }
    to {
      padding-top: 4rem;
    }
  }
  body {
    animation: settle 0.1s 0.5s both;
    @apply min-h-screen flex`,
    caughtBy: 'test:pages -- lighthouse -t home',
  },
  {
    promise: 'every link within a page leads somewhere',
    file: 'src/ui/layout.tsx',
    before: 'href="#content"',
    after: 'href="#contents"',
    caughtBy: 'test:pages -- links -t Outlet',
  },
];
