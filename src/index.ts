import { app } from './app.tsx';
import { run } from './jobs.ts';

export { OrderBell } from './orders/bell/bell.ts';

export default {
  fetch: app.fetch,
  scheduled: (controller, env) => run(controller.cron, env, Date.now()),
} satisfies ExportedHandler<Env>;
