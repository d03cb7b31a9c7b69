CREATE TABLE `products` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`slug` text NOT NULL,
	`sku` text NOT NULL,
	`names` text NOT NULL,
	`price_minor` integer NOT NULL,
	`tax_basis_points` integer NOT NULL,
	`stock` integer,
	`retired_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_slug` ON `products` (`store_id`,`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `products_sku` ON `products` (`store_id`,`sku`);--> statement-breakpoint
CREATE TABLE `number_series` (
	`store_id` text NOT NULL,
	`series` text NOT NULL,
	`last` integer NOT NULL,
	PRIMARY KEY(`store_id`, `series`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `order_events` (
	`id` text PRIMARY KEY NOT NULL,
	`order_id` text NOT NULL,
	`event` text NOT NULL,
	`staff_id` text,
	`amount_minor` integer,
	`at` integer NOT NULL,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `order_events_order` ON `order_events` (`order_id`,`id`);--> statement-breakpoint
CREATE TABLE `order_lines` (
	`order_id` text NOT NULL,
	`position` integer NOT NULL,
	`product_id` text,
	`sku` text NOT NULL,
	`name` text NOT NULL,
	`quantity` integer NOT NULL,
	`list_price_minor` integer NOT NULL,
	`unit_price_minor` integer NOT NULL,
	`tax_basis_points` integer NOT NULL,
	`total_minor` integer NOT NULL,
	`tax_minor` integer NOT NULL,
	PRIMARY KEY(`order_id`, `position`),
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `order_terms` (
	`customer_id` text NOT NULL,
	`store_id` text NOT NULL,
	`term` text NOT NULL,
	`placed_at` integer NOT NULL,
	`order_id` text NOT NULL,
	PRIMARY KEY(`customer_id`, `store_id`, `term`, `placed_at`, `order_id`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `order_terms_order` ON `order_terms` (`order_id`);--> statement-breakpoint
CREATE TABLE `orders` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`customer_id` text,
	`number` text NOT NULL,
	`language` text NOT NULL,
	`currency` text NOT NULL,
	`status` text NOT NULL,
	`email` text NOT NULL,
	`phone` text NOT NULL,
	`vat_id` text NOT NULL,
	`billing` text,
	`delivery` text,
	`group_name` text NOT NULL,
	`discount_basis_points` integer NOT NULL,
	`summary` text NOT NULL,
	`item_count` integer NOT NULL,
	`items_minor` integer NOT NULL,
	`shipping_name` text NOT NULL,
	`shipping_minor` integer NOT NULL,
	`shipping_tax_basis_points` integer NOT NULL,
	`points_spent` integer NOT NULL,
	`points_minor` integer NOT NULL,
	`total_minor` integer NOT NULL,
	`tax_minor` integer NOT NULL,
	`payment_method` text NOT NULL,
	`paid_minor` integer DEFAULT 0 NOT NULL,
	`refunded_minor` integer DEFAULT 0 NOT NULL,
	`carrier` text DEFAULT '' NOT NULL,
	`tracking_code` text DEFAULT '' NOT NULL,
	`placed_at` integer NOT NULL,
	`due_at` integer,
	`paid_at` integer,
	`shipped_at` integer,
	`delivered_at` integer,
	`cancelled_at` integer,
	`refunded_at` integer,
	`erased_at` integer,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `orders_number` ON `orders` (`store_id`,`number`);--> statement-breakpoint
CREATE INDEX `orders_customer` ON `orders` (`customer_id`,`store_id`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `orders_customer_pool` ON `orders` (`customer_id`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `orders_customer_status` ON `orders` (`customer_id`,`store_id`,`status`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `orders_placed` ON `orders` (`store_id`,`placed_at`,`id`);--> statement-breakpoint
CREATE INDEX `orders_status` ON `orders` (`store_id`,`status`,`placed_at`,`id`);--> statement-breakpoint
CREATE TABLE `purchases` (
	`store_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`product_id` text NOT NULL,
	`order_id` text NOT NULL,
	`at` integer NOT NULL,
	`rated_at` integer,
	PRIMARY KEY(`store_id`, `customer_id`, `product_id`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `purchases_unrated` ON `purchases` (`customer_id`,`store_id`,`at`) WHERE rated_at is null;