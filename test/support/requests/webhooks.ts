// What partners ask of their webhooks.
import { aDelivery, aWebhook, nowhere } from '../webhooks.ts';
import type { Readying } from './requests.ts';

const theirs = (partnerId: string) => aWebhook({ partnerId, url: nowhere });

export const webhookRequests: Record<string, Readying> = {
  listWebhooks: async (partnerId) => {
    await theirs(partnerId);
    return { path: '/webhooks' };
  },
  createWebhook: () => Promise.resolve({ path: '/webhooks', body: { url: nowhere, event_types: ['order.paid'] } }),
  getWebhook: async (partnerId) => ({ path: `/webhooks/${await theirs(partnerId)}` }),
  changeWebhook: async (partnerId) => ({
    path: `/webhooks/${await theirs(partnerId)}`,
    body: { url: nowhere, event_types: ['order.paid'], is_enabled: true },
  }),
  deleteWebhook: async (partnerId) => ({ path: `/webhooks/${await theirs(partnerId)}` }),
  rotateWebhookSecret: async (partnerId) => ({
    path: `/webhooks/${await theirs(partnerId)}/secret`,
    body: { previous_hours: 24 },
  }),
  listWebhookDeliveries: async (partnerId) => {
    const id = await theirs(partnerId);
    await aDelivery(id);
    return { path: `/webhooks/${id}/deliveries` };
  },
  testWebhook: async (partnerId) => ({ path: `/webhooks/${await theirs(partnerId)}/test`, body: {} }),
  replayWebhookDelivery: async (partnerId) => {
    const id = await theirs(partnerId);
    return { path: `/webhooks/${id}/deliveries/${await aDelivery(id)}/replay`, body: {} };
  },
};
