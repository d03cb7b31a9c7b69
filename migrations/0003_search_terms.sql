CREATE TABLE `search_terms` (
	`store_id` text NOT NULL,
	`term` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`store_id`, `term`, `customer_id`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `search_terms_customer` ON `search_terms` (`customer_id`,`store_id`,`term`);--> statement-breakpoint
ALTER TABLE `customers` ADD `readings` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `has_login` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `memberships` ADD `is_account` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `memberships` ADD `sort_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `memberships_newest` ON `memberships` (`store_id`,`is_account`,`created_at`,`customer_id`);--> statement-breakpoint
CREATE INDEX `memberships_name` ON `memberships` (`store_id`,`is_account`,`sort_name`,`customer_id`);--> statement-breakpoint
CREATE INDEX `memberships_turnover` ON `memberships` (`store_id`,`is_account`,`turnover_minor`,`customer_id`);