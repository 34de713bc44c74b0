"""Digital inclusion: community digital centres and the digital volunteers who help there."""
