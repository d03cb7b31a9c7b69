CREATE TABLE `documents` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`order_id` text,
	`customer_id` text,
	`type` text NOT NULL,
	`number` text NOT NULL,
	`language` text NOT NULL,
	`content` text NOT NULL,
	`issued_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_number` ON `documents` (`store_id`,`type`,`number`);--> statement-breakpoint
CREATE INDEX `documents_order` ON `documents` (`order_id`,`type`);--> statement-breakpoint
CREATE INDEX `documents_customer` ON `documents` (`customer_id`,`store_id`,`issued_at`,`id`);--> statement-breakpoint
CREATE INDEX `documents_customer_type` ON `documents` (`customer_id`,`store_id`,`type`,`issued_at`,`id`);