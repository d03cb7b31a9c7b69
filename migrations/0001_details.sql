ALTER TABLE `customers` ADD `vat_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `customers` ADD `birth_date` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `memberships` ADD `newsletter_words` text;--> statement-breakpoint
ALTER TABLE `memberships` ADD `answers` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `is_erased_when_done` integer DEFAULT false NOT NULL;