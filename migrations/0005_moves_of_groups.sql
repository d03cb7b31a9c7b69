CREATE INDEX `group_moves_from` ON `group_moves` (`store_id`,`from_group_id`,`at`);--> statement-breakpoint
CREATE INDEX `group_moves_to` ON `group_moves` (`store_id`,`to_group_id`,`at`);