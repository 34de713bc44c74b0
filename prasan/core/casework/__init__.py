"""Services, forms, cases, workflow, deadlines and queues."""
