"""What the survey looks for online, feature by feature: claimed with evidence, looked at by machine, or missing."""
