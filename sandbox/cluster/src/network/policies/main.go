// Command policies enforces NetworkPolicies: the kernel asks it, through a queue of netfilter, about the first packet of each
// connection from or to a pod. What a policy means is decided by kube-network-policies of Kubernetes' SIG Network. That project's own
// command fills the queue by nftables, for which kernels need nft_queue; `up` fills it by iptables, which this cluster needs anyway.
package main

import (
	"context"
	"flag"
	"log"

	"github.com/florianl/go-nfqueue/v2"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/kube-network-policies/pkg/api"
	"sigs.k8s.io/kube-network-policies/pkg/network"
	"sigs.k8s.io/kube-network-policies/pkg/networkpolicy"
	"sigs.k8s.io/kube-network-policies/pkg/podinfo"
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "the cluster's kubeconfig")
	node := flag.String("node", "node", "the name of this node")
	number := flag.Uint("queue", 0, "the number of the queue")
	flag.Parse()

	ctx := context.Background()
	engine, err := watchPolicies(ctx, *kubeconfig, *node)
	if err != nil {
		log.Fatal(err)
	}
	if err := answer(ctx, uint16(*number), engine); err != nil {
		log.Fatalf("the queue can't be opened: %v", err)
	}
	log.Print("ready")
	select {}
}

// watchPolicies returns once it knows every pod and policy that there is.
func watchPolicies(ctx context.Context, kubeconfig, node string) (*networkpolicy.PolicyEngine, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	// The engine takes `ingress: []`, which opens nothing, for everything, unless it comes in this encoding, as in the project's command.
	config.ContentType = "application/vnd.kubernetes.protobuf"
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	pods, namespaces := factory.Core().V1().Pods(), factory.Core().V1().Namespaces()
	addresses, err := podinfo.NewInformerResolver(pods.Informer())
	if err != nil {
		return nil, err
	}
	policies := networkpolicy.NewStandardNetworkPolicy(node, namespaces, pods, factory.Networking().V1().NetworkPolicies())
	owners := podinfo.NewInformerProvider(pods, namespaces, nil, []podinfo.IPResolver{addresses})
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	return networkpolicy.NewPolicyEngine(owners, []api.PolicyEvaluator{policies}), nil
}

// answer tells the kernel of each packet in the queue whether it may pass.
func answer(ctx context.Context, number uint16, engine *networkpolicy.PolicyEngine) error {
	queue, err := nfqueue.Open(&nfqueue.Config{
		NfQueue:      number,
		MaxPacketLen: 128, // the headers
		MaxQueueLen:  1024,
		Copymode:     nfqueue.NfQnlCopyPacket,
		Flags:        nfqueue.NfQaCfgFlagGSO,
	})
	if err != nil {
		return err
	}
	judge := func(attribute nfqueue.Attribute) int {
		verdict := nfqueue.NfDrop
		if packet, err := network.ParsePacket(*attribute.Payload); err != nil {
			log.Printf("not understood, dropped: %v", err)
		} else if allowed, err := engine.EvaluatePacket(ctx, &packet); err != nil {
			log.Printf("dropped: %v", err)
		} else if allowed {
			verdict = nfqueue.NfAccept
		} else {
			log.Printf("closed: %s:%d to %s:%d", packet.SrcIP, packet.SrcPort, packet.DstIP, packet.DstPort)
		}
		if err := queue.SetVerdict(*attribute.PacketID, verdict); err != nil {
			log.Printf("no verdict could be given: %v", err)
		}
		return 0
	}
	return queue.RegisterWithErrorFunc(ctx, judge, func(err error) int {
		log.Printf("the queue can't be read: %v", err)
		return 0
	})
}
