CREATE TABLE `active_customers` (
	`store_id` text NOT NULL,
	`day` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`store_id`, `day`, `customer_id`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `active_customers_customer` ON `active_customers` (`customer_id`);--> statement-breakpoint
CREATE TABLE `active_days` (
	`store_id` text NOT NULL,
	`day` text NOT NULL,
	`customers` integer NOT NULL,
	PRIMARY KEY(`store_id`, `day`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `bulk_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`act` text NOT NULL,
	`group_id` text,
	`step` text NOT NULL,
	`total` integer DEFAULT 0 NOT NULL,
	`done_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `bulk_acts_undone` ON `bulk_acts` (`created_at`) WHERE done_at is null;--> statement-breakpoint
CREATE TABLE `bulk_results` (
	`bulk_id` text NOT NULL,
	`position` integer NOT NULL,
	`customer_id` text,
	`result` text,
	PRIMARY KEY(`bulk_id`, `position`),
	FOREIGN KEY (`bulk_id`) REFERENCES `bulk_acts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `bulk_results_customer` ON `bulk_results` (`customer_id`);--> statement-breakpoint
CREATE TABLE `customer_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `customer_notes_customer` ON `customer_notes` (`customer_id`,`store_id`,`id`);--> statement-breakpoint
CREATE TABLE `group_moves` (
	`run_id` text NOT NULL,
	`store_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`from_group_id` text,
	`from_name` text,
	`to_group_id` text,
	`to_name` text,
	`reason` text NOT NULL,
	`staff_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`run_id`, `customer_id`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `group_moves_customer` ON `group_moves` (`customer_id`,`store_id`,`at`);--> statement-breakpoint
CREATE INDEX `group_moves_from` ON `group_moves` (`store_id`,`from_group_id`,`at`);--> statement-breakpoint
CREATE INDEX `group_moves_to` ON `group_moves` (`store_id`,`to_group_id`,`at`);--> statement-breakpoint
CREATE TABLE `group_rules` (
	`group_id` text PRIMARY KEY NOT NULL,
	`match` text NOT NULL,
	`turnover_from_minor` integer,
	`orders_from` integer,
	`ordered_within_days` integer,
	`not_ordered_for_days` integer,
	`countries` text,
	`has_vat_id` integer,
	`has_newsletter` integer,
	`registered_for_days` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `audit_customer`;--> statement-breakpoint
CREATE INDEX `audit_staff` ON `audit` (`store_id`,`staff_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_act` ON `audit` (`store_id`,`act`,`id`);--> statement-breakpoint
CREATE INDEX `audit_about` ON `audit` (`customer_id`,`store_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_own` ON `audit` (`store_id`,`id`) WHERE act glob 'own_*';--> statement-breakpoint
CREATE INDEX `audit_nobody` ON `audit` (`store_id`,`id`) WHERE staff_id is null and act not glob 'own_*';--> statement-breakpoint
ALTER TABLE `memberships` ADD `is_group_by_hand` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `memberships` ADD `last_order_at` integer;--> statement-breakpoint
CREATE INDEX `memberships_group` ON `memberships` (`store_id`,`group_id`,`customer_id`);--> statement-breakpoint
CREATE INDEX `memberships_registered` ON `memberships` (`store_id`,`registered_at`) WHERE registered_at is not null;--> statement-breakpoint
ALTER TABLE `groups` ADD `is_default` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `groups` ADD `position` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `groups_default` ON `groups` (`store_id`) WHERE is_default = 1;--> statement-breakpoint
CREATE INDEX `outbox_given_up` ON `outbox` (`store_id`,`given_up_at`) WHERE given_up_at is not null;--> statement-breakpoint
UPDATE `memberships` SET `is_group_by_hand` = 1 WHERE `group_id` IS NOT NULL;--> statement-breakpoint
INSERT INTO `groups` (`id`, `store_id`, `name`, `discount_basis_points`, `is_default`, `position`, `created_at`) SELECT 'grp_' || substr(lower(hex(randomblob(16))), 1, 26), `id`, 'Standard', 0, 1, 0, `created_at` FROM `stores`;
