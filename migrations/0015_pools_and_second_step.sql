CREATE TABLE `pool_invitations` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`pool_id` text NOT NULL,
	`store_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `pool_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`kind` text NOT NULL,
	`from_pool_id` text NOT NULL,
	`to_pool_id` text NOT NULL,
	`step` text NOT NULL,
	`done_up_to` text DEFAULT '' NOT NULL,
	`total` integer NOT NULL,
	`done_count` integer DEFAULT 0 NOT NULL,
	`moved_count` integer DEFAULT 0 NOT NULL,
	`copied_count` integer DEFAULT 0 NOT NULL,
	`apart_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_pool_id`) REFERENCES `pools`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pool_moves_undone` ON `pool_moves` (`store_id`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `pool_moves_store` ON `pool_moves` (`store_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `staff_recovery_codes` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_recovery_codes_staff` ON `staff_recovery_codes` (`staff_id`);--> statement-breakpoint
ALTER TABLE `sessions` ADD `second_step_at` integer;--> statement-breakpoint
ALTER TABLE `staff` ADD `second_step_secret` text;--> statement-breakpoint
ALTER TABLE `staff` ADD `second_step_at` integer;--> statement-breakpoint
ALTER TABLE `staff` ADD `second_step_used` integer;--> statement-breakpoint
CREATE INDEX `staff_email_anywhere` ON `staff` (`email_key`);--> statement-breakpoint
CREATE INDEX `customers_email_anywhere` ON `customers` (`email_key`);