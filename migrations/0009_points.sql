CREATE TABLE `points_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`kind` text NOT NULL,
	`cause` text NOT NULL,
	`order_id` text,
	`points` integer NOT NULL,
	`points_left` integer NOT NULL,
	`balance` integer,
	`position` integer,
	`counts_at` integer NOT NULL,
	`expires_at` integer,
	`reason` text NOT NULL,
	`staff_id` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `points_entries_cause` ON `points_entries` (`store_id`,`customer_id`,`cause`);--> statement-breakpoint
CREATE UNIQUE INDEX `points_entries_position` ON `points_entries` (`customer_id`,`store_id`,`position`);--> statement-breakpoint
CREATE INDEX `points_entries_waiting` ON `points_entries` (`customer_id`,`store_id`,`counts_at`,`points`) WHERE position is null;--> statement-breakpoint
CREATE INDEX `points_entries_live` ON `points_entries` (`customer_id`,`store_id`,`expires_at`,`points_left`) WHERE points_left > 0;--> statement-breakpoint
CREATE INDEX `points_entries_to_count` ON `points_entries` (`counts_at`,`id`) WHERE position is null;--> statement-breakpoint
CREATE INDEX `points_entries_to_expire` ON `points_entries` (`expires_at`,`id`) WHERE points_left > 0;