package com.example.tiktok;

import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokInvalidRequestException;
import io.github.cameltiktok.TikTokNotFoundException;
import org.apache.camel.ProducerTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LookupController {

    private final ProducerTemplate routes;

    LookupController(ProducerTemplate routes) {
        this.routes = routes;
    }

    @GetMapping(path = "/videos/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    String video(@PathVariable String id) {
        return routes.requestBody("direct:video", id, String.class);
    }

    @GetMapping(path = "/creators/{handle}", produces = MediaType.APPLICATION_JSON_VALUE)
    String creator(@PathVariable String handle) {
        return routes.requestBody("direct:creator", handle, String.class);
    }

    @ExceptionHandler
    ProblemDetail answer(TikTokInvalidRequestException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.problem());
    }

    @ExceptionHandler
    ProblemDetail answer(TikTokNotFoundException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail answer(TikTokException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
    }
}
