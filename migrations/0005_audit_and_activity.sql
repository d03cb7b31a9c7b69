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
DROP INDEX `audit_customer`;--> statement-breakpoint
CREATE INDEX `audit_staff` ON `audit` (`store_id`,`staff_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_act` ON `audit` (`store_id`,`act`,`id`);--> statement-breakpoint
CREATE INDEX `audit_about` ON `audit` (`customer_id`,`store_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_own` ON `audit` (`store_id`,`id`) WHERE act glob 'own_*';--> statement-breakpoint
CREATE INDEX `audit_nobody` ON `audit` (`store_id`,`id`) WHERE staff_id is null and act not glob 'own_*';--> statement-breakpoint
CREATE INDEX `outbox_given_up` ON `outbox` (`store_id`,`given_up_at`) WHERE given_up_at is not null;