// NATS on Kubernetes from a short spec, with credentials, sizes and volumes taken care of.
package nats
