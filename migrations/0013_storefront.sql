CREATE TABLE `categories` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`slug` text NOT NULL,
	`names` text NOT NULL,
	`position` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `categories_slug` ON `categories` (`store_id`,`slug`);--> statement-breakpoint
CREATE TABLE `category_products` (
	`category_id` text NOT NULL,
	`product_id` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`category_id`, `product_id`),
	FOREIGN KEY (`category_id`) REFERENCES `categories`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `category_products_newest` ON `category_products` (`category_id`,`created_at`,`product_id`);--> statement-breakpoint
CREATE INDEX `category_products_product` ON `category_products` (`product_id`);--> statement-breakpoint
CREATE TABLE `pages` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`slug` text NOT NULL,
	`titles` text NOT NULL,
	`texts` text NOT NULL,
	`visibility` text DEFAULT 'everyone' NOT NULL,
	`group_ids` text DEFAULT '[]' NOT NULL,
	`is_always_open` integer DEFAULT false NOT NULL,
	`is_linked` integer DEFAULT false NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pages_slug` ON `pages` (`store_id`,`slug`);--> statement-breakpoint
CREATE TABLE `price_list_items` (
	`list_id` text NOT NULL,
	`product_id` text NOT NULL,
	`price_minor` integer,
	`percent_basis_points` integer,
	PRIMARY KEY(`list_id`, `product_id`),
	FOREIGN KEY (`list_id`) REFERENCES `price_lists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `price_list_items_product` ON `price_list_items` (`product_id`,`list_id`);--> statement-breakpoint
CREATE TABLE `price_lists` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`name` text NOT NULL,
	`position` integer NOT NULL,
	`group_ids` text,
	`countries` text,
	`starts_at` integer,
	`ends_at` integer,
	`percent_basis_points` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `price_lists_store` ON `price_lists` (`store_id`,`position`,`id`);--> statement-breakpoint
CREATE TABLE `product_terms` (
	`store_id` text NOT NULL,
	`term` text NOT NULL,
	`product_id` text NOT NULL,
	PRIMARY KEY(`store_id`, `term`, `product_id`),
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `product_terms_product` ON `product_terms` (`product_id`);--> statement-breakpoint
CREATE TABLE `checkouts` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`customer_id` text,
	`details` text,
	`order_id` text,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`order_id`) REFERENCES `orders`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `checkouts_customer` ON `checkouts` (`customer_id`);--> statement-breakpoint
CREATE INDEX `checkouts_updated` ON `checkouts` (`updated_at`);--> statement-breakpoint
CREATE TABLE `form_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`form_id` text NOT NULL,
	`store_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`answers` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`form_id`) REFERENCES `forms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `form_answers_form` ON `form_answers` (`form_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `form_answers_customer` ON `form_answers` (`customer_id`);--> statement-breakpoint
CREATE TABLE `forms` (
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`slug` text NOT NULL,
	`titles` text NOT NULL,
	`texts` text NOT NULL,
	`fields` text NOT NULL,
	`closed_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`store_id`) REFERENCES `stores`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `forms_slug` ON `forms` (`store_id`,`slug`);--> statement-breakpoint
ALTER TABLE `logins` ADD `email_proved_at` integer;--> statement-breakpoint
ALTER TABLE `products` ADD `texts` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `tax_class` text DEFAULT 'standard' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `visibility` text DEFAULT 'everyone' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `group_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `products` ADD `picture` text;--> statement-breakpoint
ALTER TABLE `products` ADD `picture_width` integer;--> statement-breakpoint
ALTER TABLE `products` ADD `picture_height` integer;--> statement-breakpoint
ALTER TABLE `products` ADD `updated_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `products_sold` ON `products` (`store_id`,`created_at`,`id`) WHERE retired_at is null;--> statement-breakpoint
ALTER TABLE `orders` ADD `guest_key` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `secret_hash` text;--> statement-breakpoint
ALTER TABLE `orders` ADD `is_reverse_charge` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `orders_guest` ON `orders` (`store_id`,`guest_key`,`placed_at`,`id`) WHERE guest_key is not null;