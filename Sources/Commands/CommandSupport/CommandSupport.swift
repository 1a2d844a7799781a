package enum CommandSupportPlaceholder {}
