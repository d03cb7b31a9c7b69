CREATE TABLE `partner_ids` (
	`partner_id` text NOT NULL,
	`store_id` text NOT NULL,
	`kind` text NOT NULL,
	`external_id` text NOT NULL,
	`subject_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`partner_id`, `kind`, `external_id`),
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `partner_ids_subject` ON `partner_ids` (`subject_id`,`partner_id`);--> statement-breakpoint
CREATE TABLE `partner_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`store_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`hash` text NOT NULL,
	`prefix` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`replaced_by` text,
	`used_at` integer,
	`calls_from` integer DEFAULT 0 NOT NULL,
	`calls` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `partner_keys_hash` ON `partner_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `partner_keys_partner` ON `partner_keys` (`partner_id`,`id`);--> statement-breakpoint
CREATE INDEX `partner_keys_staff` ON `partner_keys` (`staff_id`,`store_id`);--> statement-breakpoint
CREATE TABLE `partner_requests` (
	`partner_id` text NOT NULL,
	`store_id` text NOT NULL,
	`key` text NOT NULL,
	`hash` text NOT NULL,
	`claim` text NOT NULL,
	`claimed_at` integer NOT NULL,
	`made` text NOT NULL,
	`changed_by` text DEFAULT '' NOT NULL,
	`status` integer,
	`reply` text,
	`customer_id` text,
	PRIMARY KEY(`partner_id`, `key`),
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `partner_requests_claimed` ON `partner_requests` (`claimed_at`);--> statement-breakpoint
CREATE INDEX `partner_requests_customer` ON `partner_requests` (`customer_id`) WHERE customer_id is not null;--> statement-breakpoint
CREATE TABLE `partners` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `partners_store` ON `partners` (`store_id`,`id`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`webhook_id` text NOT NULL,
	`event_id` text NOT NULL,
	`store_id` text NOT NULL,
	`type` text NOT NULL,
	`subject` text NOT NULL,
	`at` integer NOT NULL,
	`next_at` integer,
	`delivered_at` integer,
	`given_up_at` integer,
	`tries` integer DEFAULT 0 NOT NULL,
	`log` text DEFAULT '[]' NOT NULL,
	PRIMARY KEY(`webhook_id`, `event_id`),
	FOREIGN KEY (`webhook_id`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`next_at`) WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_waiting` ON `webhook_deliveries` (`store_id`,`next_at`) WHERE next_at is not null;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_at` ON `webhook_deliveries` (`at`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`partner_id` text NOT NULL,
	`url` text NOT NULL,
	`events` text,
	`secret` text NOT NULL,
	`secret_before` text,
	`secret_before_until` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`failing_since` integer,
	`disabled_at` integer,
	`disabled_for` text,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `webhooks_store` ON `webhooks` (`store_id`,`id`);--> statement-breakpoint
CREATE INDEX `webhooks_partner` ON `webhooks` (`partner_id`,`id`);--> statement-breakpoint
ALTER TABLE `memberships` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `memberships` ADD `updated_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `memberships_revision` ON `memberships` (`store_id`,`revision`,`customer_id`);--> statement-breakpoint
CREATE INDEX `memberships_updated` ON `memberships` (`store_id`,`updated_at`);--> statement-breakpoint
ALTER TABLE `orders` ADD `updated_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `orders_updated` ON `orders` (`store_id`,`updated_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `products_newest` ON `products` (`store_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `questions_newest` ON `questions` (`store_id`,`id`);--> statement-breakpoint
CREATE INDEX `questions_product` ON `questions` (`product_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `documents_store` ON `documents` (`store_id`,`id`);--> statement-breakpoint
CREATE INDEX `documents_type` ON `documents` (`store_id`,`type`,`id`);--> statement-breakpoint
CREATE INDEX `order_events_status` ON `order_events` (`status_id`) WHERE status_id is not null;