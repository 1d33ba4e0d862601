package dev.tailrace.worker.cli;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.QueryWorkflowRequest;
import io.temporal.api.workflowservice.v1.QueryWorkflowResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** A Temporal that is healthy and has a worker, but never answers a list or a query. */
final class DeafTemporal extends WorkflowServiceGrpc.WorkflowServiceImplBase implements AutoCloseable {
    private final Server server;

    DeafTemporal() throws IOException {
        server = NettyServerBuilder.forPort(0)
                .addService(this)
                .addService(new Healthy())
                .build()
                .start();
    }

    /** With a short timeout. */
    Map<String, String> environment() {
        return Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + server.getPort(), "TAILRACE_TIMEOUT", "1");
    }

    @Override
    public void getSystemInfo(GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
        answer(answer, GetSystemInfoResponse.getDefaultInstance());
    }

    @Override
    public void describeNamespace(DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> answer) {
        answer(answer, DescribeNamespaceResponse.getDefaultInstance());
    }

    @Override
    public void describeTaskQueue(DescribeTaskQueueRequest request, StreamObserver<DescribeTaskQueueResponse> answer) {
        var poller = PollerInfo.newBuilder();
        poller.getLastAccessTimeBuilder().setSeconds(Instant.now().getEpochSecond());
        answer(answer, DescribeTaskQueueResponse.newBuilder().addPollers(poller).build());
    }

    @Override
    public void listWorkflowExecutions(
            ListWorkflowExecutionsRequest request, StreamObserver<ListWorkflowExecutionsResponse> never) {}

    @Override
    public void queryWorkflow(QueryWorkflowRequest request, StreamObserver<QueryWorkflowResponse> never) {}

    private static <T> void answer(StreamObserver<T> observer, T answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class Healthy extends HealthGrpc.HealthImplBase {
        @Override
        public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
            DeafTemporal.answer(
                    answer,
                    HealthCheckResponse.newBuilder()
                            .setStatus(HealthCheckResponse.ServingStatus.SERVING)
                            .build());
        }
    }
}
