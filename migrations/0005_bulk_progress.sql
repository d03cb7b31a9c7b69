ALTER TABLE `bulk_acts` ADD `total` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `bulk_acts` ADD `done_count` integer DEFAULT 0 NOT NULL;