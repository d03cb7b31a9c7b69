CREATE TABLE `message_templates` (
	`store_id` text NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`version` integer NOT NULL,
	`subject` text,
	`html` text,
	`text` text,
	`staff_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `name`, `language`, `version`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `suppressions` (
	`store_id` text NOT NULL,
	`address_key` text NOT NULL,
	`reason` text NOT NULL,
	`message_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`store_id`, `address_key`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suppressions_newest` ON `suppressions` (`store_id`,`at`);--> statement-breakpoint
CREATE TABLE `order_days` (
	`store_id` text NOT NULL,
	`day` text NOT NULL,
	`group_name` text NOT NULL,
	`order_count` integer NOT NULL,
	`turnover_minor` integer NOT NULL,
	PRIMARY KEY(`store_id`, `day`, `group_name`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `order_statuses` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`names` text NOT NULL,
	`texts` text NOT NULL,
	`colour` text NOT NULL,
	`position` integer NOT NULL,
	`set_by` text NOT NULL,
	`days` integer DEFAULT 0 NOT NULL,
	`after_id` text,
	`is_told` integer NOT NULL,
	`document` text,
	`retired_at` integer,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`after_id`) REFERENCES `order_statuses`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `order_statuses_store` ON `order_statuses` (`store_id`,`position`);--> statement-breakpoint
CREATE UNIQUE INDEX `order_statuses_trigger` ON `order_statuses` (`store_id`,`set_by`,`days`) WHERE retired_at is null and set_by not in ('hand', 'follows');--> statement-breakpoint
CREATE UNIQUE INDEX `order_statuses_after` ON `order_statuses` (`after_id`) WHERE retired_at is null and set_by = 'follows';--> statement-breakpoint
ALTER TABLE `outbox` ADD `problem` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `draft` text;--> statement-breakpoint
CREATE INDEX `outbox_store` ON `outbox` (`store_id`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_waiting` ON `outbox` (`store_id`,`id`) WHERE next_attempt_at is not null;--> statement-breakpoint
ALTER TABLE `order_events` ADD `status_id` text REFERENCES order_statuses(id);--> statement-breakpoint
ALTER TABLE `order_events` ADD `rule` text;--> statement-breakpoint
ALTER TABLE `order_events` ADD `text` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `order_events` ADD `changes` text;--> statement-breakpoint
CREATE UNIQUE INDEX `order_events_rule` ON `order_events` (`order_id`,`status_id`,`rule`) WHERE rule is not null and rule not like 'follows%';--> statement-breakpoint
ALTER TABLE `orders` ADD `status_id` text REFERENCES order_statuses(id);--> statement-breakpoint
ALTER TABLE `orders` ADD `status_at` integer;--> statement-breakpoint
ALTER TABLE `orders` ADD `rebate_minor` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `reminded_days` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `orders` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `orders_revision` ON `orders` (`store_id`,`revision`);--> statement-breakpoint
CREATE INDEX `orders_own_status` ON `orders` (`status_id`,`placed_at`,`id`) WHERE status_id is not null;--> statement-breakpoint
CREATE INDEX `orders_own_status_since` ON `orders` (`status_id`,`status_at`) WHERE status_id is not null;--> statement-breakpoint
CREATE INDEX `orders_due` ON `orders` (`store_id`,`due_at`) WHERE due_at is not null and paid_at is null and cancelled_at is null;--> statement-breakpoint
CREATE INDEX `orders_reminded` ON `orders` (`store_id`,`reminded_days`,`due_at`) WHERE due_at is not null and paid_at is null and cancelled_at is null;--> statement-breakpoint
ALTER TABLE `quotations` ADD `staff_id` text REFERENCES staff(id);--> statement-breakpoint
ALTER TABLE `quotations` ADD `note` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `quotations` ADD `remind_at` integer;--> statement-breakpoint
CREATE INDEX `quotations_store` ON `quotations` (`store_id`,`document_id`);--> statement-breakpoint
CREATE INDEX `quotations_reminder` ON `quotations` (`remind_at`) WHERE remind_at is not null;